package dev.countinghouse.documents;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page as XHTML. The template knows no logic: it puts texts where they belong, escaped. */
final class InvoiceTemplate {

    private static final Template TEMPLATE =
            Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(resource("invoice.xhtml"));

    private InvoiceTemplate() {}

    static String fill(InvoicePage page) {
        return TEMPLATE.execute(page);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(InvoiceTemplate.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
