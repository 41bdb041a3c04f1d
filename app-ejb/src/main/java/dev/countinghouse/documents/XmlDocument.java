package dev.countinghouse.documents;

import java.util.function.Function;

/** An e-invoice by itself. */
final class XmlDocument implements Document {

    static final String WRITING = "1"; // to be counted up when the same is written otherwise

    private final EInvoice said;
    private final EInvoiceFormat format;
    private final Function<EInvoice, byte[]> writer;

    XmlDocument(EInvoice said, EInvoiceFormat format, Function<EInvoice, byte[]> writer) {
        this.said = said;
        this.format = format;
        this.writer = writer;
    }

    @Override
    public String fileName() {
        return FileName.of(said.number(), "xml");
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public String contentHash() {
        return ContentHash.of(WRITING + format + said).hex();
    }

    @Override
    public byte[] bytes() {
        return writer.apply(said);
    }
}
