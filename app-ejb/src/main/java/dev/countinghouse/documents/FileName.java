package dev.countinghouse.documents;

/** What a document is called on the client's disk. */
final class FileName {

    private FileName() {}

    /** Letters, digits, dots and dashes. */
    static String of(String number, String ending) {
        return number.replaceAll("[^A-Za-z0-9.-]", "-") + "." + ending;
    }
}
