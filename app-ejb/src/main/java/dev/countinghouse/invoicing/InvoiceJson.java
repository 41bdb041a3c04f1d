package dev.countinghouse.invoicing;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.customer.Address;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of an invoice that are stored as documents: read whole, never queried. */
final class InvoiceJson {

    private InvoiceJson() {}

    /**
     * What an invoice keeps of its customer.
     *
     * @param locale of its documents, if he names none
     */
    static InvoiceView.BilledCustomer billed(CustomerView customer, String locale) {
        return new InvoiceView.BilledCustomer(
                customer.id(),
                customer.externalId(),
                customer.name(),
                customer.email(),
                customer.address(),
                customer.country(),
                customer.vatId(),
                customer.vatIdValid(),
                customer.buyerReference(),
                customer.electronicAddress(),
                customer.taxRates(),
                customer.taxExempt() ? customer.taxExemptReason() : null,
                customer.locale() == null ? locale : customer.locale());
    }

    static String customer(InvoiceView.BilledCustomer customer) {
        return Json.write(new Kept(
                customer.externalId(),
                customer.name(),
                customer.email(),
                customer.country(),
                customer.address(),
                customer.vatId(),
                customer.vatIdValid(),
                customer.buyerReference(),
                customer.electronicAddress(),
                customer.taxRates(),
                customer.taxExemptReason(),
                customer.locale()));
    }

    static InvoiceView.BilledCustomer customer(UUID id, String json) {
        Kept kept = Json.read(json, new TypeReference<Kept>() {});
        return new InvoiceView.BilledCustomer(
                id,
                kept.externalId(),
                kept.name(),
                kept.email(),
                kept.address(),
                kept.country(),
                kept.vatId(),
                kept.vatIdValid(),
                kept.buyerReference(),
                kept.electronicAddress(),
                kept.taxRates() == null ? List.of() : kept.taxRates(),
                kept.taxExemptReason(),
                kept.locale());
    }

    /** A customer as an invoice keeps him; what came later is null on the invoices before. */
    private record Kept(
            @Nullable String externalId,
            String name,
            @Nullable String email,
            @Nullable String country,
            @Nullable Address address,
            @Nullable String vatId,
            @Nullable Boolean vatIdValid,
            @Nullable String buyerReference,
            @Nullable String electronicAddress,
            @Nullable List<String> taxRates,
            @Nullable String taxExemptReason,
            @Nullable String locale) {}

    static @Nullable InvoiceSeller seller(@Nullable String json) {
        return json == null ? null : Json.read(json, new TypeReference<InvoiceSeller>() {});
    }

    /** The taxes of a draft, as they were named then. */
    static String taxes(InvoiceDraft draft) {
        return Json.write(views(draft.taxes()));
    }

    static List<InvoiceView.Tax> views(List<InvoiceDraft.Tax> taxes) {
        return taxes.stream()
                .map(tax -> new InvoiceView.Tax(
                        tax.rate().code(),
                        tax.rate().name(),
                        tax.rate().percent(),
                        view(tax.base()),
                        view(tax.amount())))
                .toList();
    }

    static List<InvoiceView.Tax> taxes(String json) {
        return Json.read(json, new TypeReference<List<InvoiceView.Tax>>() {});
    }

    /** What coupons took off; none where nothing is kept. */
    static List<CouponUse> coupons(@Nullable String json) {
        return json == null ? List.of() : Json.read(json, new TypeReference<List<CouponUse>>() {});
    }

    static MoneyView view(Money money) {
        return MoneyView.of(money);
    }
}
