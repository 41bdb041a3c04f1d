package dev.countinghouse.archviolations.names;

/** A name, also of what is nested in it. */
public record GoodInvoice(Line line) {

    /** A line. */
    public record Line(String text) {}
}
