package dev.countinghouse.invoicing;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of an invoice that are stored as documents: read whole, never queried. */
final class InvoiceJson {

    private InvoiceJson() {}

    /** What an invoice keeps of its customer. */
    static String customer(CustomerView customer) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("external_id", customer.externalId());
        kept.put("name", customer.name());
        kept.put("email", customer.email());
        kept.put("country", customer.country());
        return Json.write(kept);
    }

    static InvoiceView.BilledCustomer customer(UUID id, String json) {
        Map<String, Object> kept = Json.readObject(json);
        return new InvoiceView.BilledCustomer(
                id, (String) kept.get("external_id"), String.valueOf(kept.get("name")), (String) kept.get("email"));
    }

    /** The taxes of a draft, as they were named then. */
    static String taxes(InvoiceDraft draft) {
        return Json.write(draft.taxes().stream()
                .map(tax -> new InvoiceView.Tax(
                        tax.rate().code(),
                        tax.rate().name(),
                        tax.rate().percent(),
                        view(tax.base()),
                        view(tax.amount())))
                .toList());
    }

    static List<InvoiceView.Tax> taxes(String json) {
        return Json.read(json, new TypeReference<List<InvoiceView.Tax>>() {});
    }

    static MoneyView view(Money money) {
        return MoneyView.of(money);
    }
}
