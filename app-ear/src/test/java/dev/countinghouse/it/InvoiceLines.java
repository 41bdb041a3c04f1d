package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** Lines of invoices as text. */
final class InvoiceLines {

    private InvoiceLines() {}

    /** Each line of an invoice, or of a draft, with all that both say. */
    static List<String> all(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> "%s %s/%s %s x %s = %s"
                        .formatted(
                                line.path("description").asText(),
                                line.path("period_start").asText(),
                                line.path("period_end").asText(),
                                line.path("quantity").asText(),
                                line.path("unit_amount").asText(),
                                line.at("/amount/amount").asText()))
                .toList();
    }

    /** Of its lines that come to something. */
    static List<String> amounts(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> new BigDecimal(line.at("/amount/amount").asText()).signum() != 0)
                .map(line -> line.path("purpose").asText() + " "
                        + line.path("quantity").asText() + " = "
                        + line.at("/amount/amount").asText())
                .toList();
    }
}
