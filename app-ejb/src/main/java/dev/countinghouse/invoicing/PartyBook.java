package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads who invoices are between, in sets, once for what is decided by it and for what the invoices keep of it. */
@ApplicationScoped
class PartyBook {

    @Inject
    BillingRunRepository settings;

    @Inject
    CustomerBook customers;

    @Inject
    Catalog catalog;

    /** The parties of invoices to customers; unknown ones are absent. Whoever nothing can be billed to says so when it is. */
    Map<UUID, Parties> of(Collection<UUID> customerIds) {
        if (customerIds.isEmpty()) {
            return Map.of();
        }
        IssuingTerms terms = settings.terms();
        @Nullable InvoiceSeller seller = InvoiceJson.seller(terms.seller());
        Collection<CustomerView> billed =
                customers.byId(Set.copyOf(customerIds)).values();
        Rates rates = rates(seller, billed);
        Map<UUID, Parties> parties = new HashMap<>();
        for (CustomerView customer : billed) {
            parties.put(
                    customer.id(),
                    parties(terms.of(customer), seller, InvoiceJson.billed(customer, terms.locale()), rates));
        }
        return parties;
    }

    /** Those of one customer; null when there is none. */
    @Nullable
    Parties of(UUID customerId) {
        return of(List.of(customerId)).get(customerId);
    }

    /**
     * Tax rates that customers have.
     *
     * @param byCode their own
     * @param byCountry those of their countries
     */
    private record Rates(Map<String, TaxRateView> byCode, Map<String, TaxRateView> byCountry) {}

    private Rates rates(@Nullable InvoiceSeller seller, Collection<CustomerView> billed) {
        Set<String> codes = billed.stream()
                .flatMap(customer -> customer.taxRates().stream())
                .collect(Collectors.toSet());
        boolean decides = seller != null && Boolean.TRUE.equals(seller.euVat());
        Set<String> countries = decides
                ? billed.stream()
                        .map(CustomerView::country)
                        .filter(Objects::nonNull)
                        .map(TaxTreatment::stateOf)
                        .collect(Collectors.toSet())
                : Set.of();
        return new Rates(catalog.taxRates(codes), catalog.taxRatesOf(countries));
    }

    private static Parties parties(
            IssuingTerms terms, @Nullable InvoiceSeller seller, BilledCustomer customer, Rates rates) {
        @Nullable TaxTreatment treatment;
        try {
            treatment = TaxDecision.of(seller, customer);
        } catch (BillingException refusal) {
            return new Parties(terms, customer, List.of(), null, refusal);
        }
        if (treatment != TaxTreatment.DESTINATION) {
            List<TaxRateView> own = customer.taxRates().stream()
                    .map(code -> Objects.requireNonNull(rates.byCode().get(code)))
                    .toList();
            return new Parties(terms, customer, own, treatment, null);
        }
        @Nullable
        TaxRateView there = rates.byCountry().get(TaxTreatment.stateOf(Objects.requireNonNull(customer.country())));
        return there == null
                ? new Parties(terms, customer, List.of(), treatment, noRate(customer))
                : new Parties(terms, customer, List.of(there), treatment, null);
    }

    private static BillingException noRate(BilledCustomer customer) {
        return BillingException.invalid(
                "customer_id",
                "no_tax_rate",
                "is a customer in %s without a valid VAT id of it, and no tax rate is that country's"
                        .formatted(customer.country()));
    }
}
