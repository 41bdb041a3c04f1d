package dev.countinghouse.documents;

/** How an e-invoice is written. All say the same. */
public enum EInvoiceFormat {
    /** The printed form, with {@link #CII} in it. */
    FACTURX,
    /** UN/CEFACT Cross Industry Invoice. */
    CII,
    /** UBL 2.1. */
    UBL
}
