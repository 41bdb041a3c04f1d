package dev.countinghouse.invoicing;

import dev.countinghouse.json.Json;
import java.nio.charset.StandardCharsets;

/** An {@link InvoiceView} as it is answered: its version, and its JSON once and for all. */
public final class InvoiceDocument {

    private final int version;
    private final byte[] json;

    InvoiceDocument(InvoiceView invoice) {
        this.version = invoice.version();
        this.json = Json.write(invoice).getBytes(StandardCharsets.UTF_8);
    }

    /** Of the row that the document was made from. */
    public int version() {
        return version;
    }

    /** UTF-8; a copy. */
    public byte[] json() {
        return json.clone();
    }

    int length() {
        return json.length;
    }
}
