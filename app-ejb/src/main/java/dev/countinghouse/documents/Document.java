package dev.countinghouse.documents;

/** A file for a customer. */
public interface Document {

    /** For the client's disk: letters, digits, dots and dashes. */
    String fileName();

    /** As HTTP names it. */
    String mediaType();

    /** Of all that stands in it: the same invoice in the same look has the same. */
    String contentHash();

    /** Always the same. */
    byte[] bytes();
}
