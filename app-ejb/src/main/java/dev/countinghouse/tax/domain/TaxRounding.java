package dev.countinghouse.tax.domain;

/** Where the one rounding of a tax happens. */
public enum TaxRounding {
    /** Once per document and tax, over the sum of its lines; spread to them by largest remainder. What EN 16931 asks for. */
    DOCUMENT,
    /** On each line; the document's tax is their sum, and can differ by a cent a line. */
    LINE
}
