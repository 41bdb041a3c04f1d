package dev.countinghouse.documents;

/** How an e-invoice is written. All say the same amounts. */
public enum EInvoiceFormat {
    /** The printed form, with {@link #CII} in it. */
    FACTURX,
    /** UN/CEFACT Cross Industry Invoice. */
    CII,
    /** UBL 2.1. */
    UBL,
    /** UBL 2.1 as XRechnung 3.0 wants it. */
    XRECHNUNG,
    /** UBL 2.1 as Peppol BIS Billing 3.0 wants it. */
    PEPPOL;

    /** The rules that it keeps besides the norm's. */
    EInvoice.Profile profile() {
        return switch (this) {
            case FACTURX, CII, UBL -> EInvoice.Profile.NORM;
            case XRECHNUNG -> EInvoice.Profile.XRECHNUNG;
            case PEPPOL -> EInvoice.Profile.PEPPOL;
        };
    }
}
