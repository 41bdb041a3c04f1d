package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.legalentity.LegalEntityBook;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
    LegalEntityBook legalEntities;

    @Inject
    Catalog catalog;

    /** The parties of invoices to customers; unknown ones are absent. Whoever nothing can be billed to says so when it is. */
    Map<UUID, Parties> of(Collection<UUID> customerIds) {
        return between(customerIds, CustomerView::legalEntity);
    }

    /** Those of one customer; null when there is none. */
    @Nullable
    Parties of(UUID customerId) {
        return of(List.of(customerId)).get(customerId);
    }

    /**
     * Those of one customer, billed by a legal entity whichever he names; null when there is no such customer.
     *
     * @param legalEntity code of one that there is
     */
    @Nullable
    Parties of(UUID customerId, String legalEntity) {
        return between(List.of(customerId), customer -> legalEntity).get(customerId);
    }

    private Map<UUID, Parties> between(
            Collection<UUID> customerIds, Function<CustomerView, @Nullable String> issuedBy) {
        if (customerIds.isEmpty()) {
            return Map.of();
        }
        Collection<CustomerView> billed =
                customers.byId(Set.copyOf(customerIds)).values();
        Map<CustomerView, Issuer> issuers = issuers(billed, issuedBy);
        Rates rates = rates(issuers);
        Map<UUID, Parties> parties = new HashMap<>();
        issuers.forEach((customer, issuer) -> parties.put(
                customer.id(),
                parties(
                        issuer.terms().of(customer),
                        issuer.seller(),
                        InvoiceJson.billed(customer, issuer.terms().locale()),
                        rates)));
        return parties;
    }

    /** Who bills: the tenant, or a legal entity of it. */
    private record Issuer(IssuingTerms terms, @Nullable InvoiceSeller seller) {

        static Issuer of(IssuingTerms terms) {
            return new Issuer(terms, InvoiceJson.seller(terms.seller()));
        }

        boolean decidesVat() {
            return seller != null && Boolean.TRUE.equals(seller.euVat());
        }
    }

    private Map<CustomerView, Issuer> issuers(
            Collection<CustomerView> billed, Function<CustomerView, @Nullable String> issuedBy) {
        IssuingTerms terms = settings.terms();
        Issuer tenant = Issuer.of(terms);
        Map<String, Issuer> byCode = new HashMap<>();
        legalEntities
                .sellers(billed.stream().map(issuedBy).filter(Objects::nonNull).collect(Collectors.toSet()))
                .forEach((code, seller) -> byCode.put(code, Issuer.of(terms.by(code, seller))));
        Map<CustomerView, Issuer> issuers = new IdentityHashMap<>();
        for (CustomerView customer : billed) {
            @Nullable String code = issuedBy.apply(customer);
            issuers.put(customer, code == null ? tenant : Objects.requireNonNull(byCode.get(code)));
        }
        return issuers;
    }

    /**
     * Tax rates that customers have.
     *
     * @param byCode their own
     * @param byCountry those of their countries
     */
    private record Rates(Map<String, TaxRateView> byCode, Map<String, TaxRateView> byCountry) {}

    private Rates rates(Map<CustomerView, Issuer> billed) {
        Set<String> codes = billed.keySet().stream()
                .flatMap(customer -> customer.taxRates().stream())
                .collect(Collectors.toSet());
        Set<String> countries = billed.entrySet().stream()
                .filter(one -> one.getValue().decidesVat())
                .map(one -> one.getKey().country())
                .filter(Objects::nonNull)
                .map(TaxTreatment::stateOf)
                .collect(Collectors.toSet());
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
