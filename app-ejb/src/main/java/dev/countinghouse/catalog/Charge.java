package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan asks money for. Stored as part of its plan version, and shown as it is. A field that a stored charge does not
 * have yet has its default.
 *
 * @param id made by us: invoice lines refer to it
 * @param code unique in the plan
 * @param kind recurring fee, or usage of a metric
 * @param timing when it is billed: before its period or after
 * @param model how its price is formed
 * @param metric code of the metric; only for usage
 * @param metricId the metric's id; only for usage
 * @param prorated whether a part of a period costs a part of the fee
 * @param quantity units of a recurring fee; null: the quantity that was subscribed to, such as seats
 * @param pricing the numbers of its price
 * @param groupBy group keys of the metric: each combination of their values is priced for itself
 * @param filters usage with a price of its own; what none of them holds has the charge's price
 * @param minimumAmount what a period costs at least; only for usage
 * @param maximumAmount what a period costs at most; only for usage
 * @param taxRates codes of tax rates in place of the plan's; empty: the plan's
 * @param invoiceable whether it is put on invoices; true unless it is said
 * @param prices what it costs in further currencies of the plan, by their codes
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Charge(
        UUID id,
        String code,
        String name,
        Kind kind,
        Timing timing,
        Model model,
        @Nullable String metric,
        @Nullable UUID metricId,
        boolean prorated,
        @Nullable BigDecimal quantity,
        @JsonUnwrapped ChargePricing pricing,
        List<String> groupBy,
        List<ChargeFilter> filters,
        @Nullable BigDecimal minimumAmount,
        @Nullable BigDecimal maximumAmount,
        List<String> taxRates,
        Boolean invoiceable,
        Map<String, ChargePrice> prices) {

    /** What a charge is for. */
    public enum Kind {
        RECURRING,
        USAGE
    }

    /** When a charge is billed. */
    public enum Timing {
        ADVANCE,
        ARREARS
    }

    /** How a price is formed. Source: docs/BILLING.md, charge models. */
    public enum Model {
        STANDARD,
        PACKAGE,
        GRADUATED,
        VOLUME,
        STAIR_STEP,
        PERCENTAGE,
        GRADUATED_PERCENTAGE,
        DYNAMIC
    }

    @SuppressWarnings("NullAway") // a stored charge may be older than a field
    public Charge {
        groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
        filters = filters == null ? List.of() : List.copyOf(filters);
        taxRates = taxRates == null ? List.of() : List.copyOf(taxRates);
        invoiceable = invoiceable == null ? Boolean.TRUE : invoiceable;
        prices = prices == null ? Map.of() : Map.copyOf(prices);
    }

    /** The currencies that charges have prices in: the one that they are in themselves, then the further ones by code. */
    static List<String> currencies(String own, List<Charge> charges) {
        return Stream.concat(
                        Stream.of(own),
                        charges.stream()
                                .flatMap(charge -> charge.prices().keySet().stream())
                                .distinct()
                                .sorted())
                .toList();
    }

    /** The same charge under another id: in another version. */
    Charge withId(UUID other) {
        return new Charge(
                other,
                code,
                name,
                kind,
                timing,
                model,
                metric,
                metricId,
                prorated,
                quantity,
                pricing,
                groupBy,
                filters,
                minimumAmount,
                maximumAmount,
                taxRates,
                invoiceable,
                prices);
    }

    /**
     * The same charge in a further currency, and in no other.
     *
     * @throws NullPointerException when it has no price in it
     */
    Charge in(String currency) {
        return at(Objects.requireNonNull(prices.get(currency), () -> code + " has no price in " + currency));
    }

    /** The same charge at another price, and in no further currency. */
    Charge at(ChargePrice price) {
        return new Charge(
                id,
                code,
                name,
                kind,
                timing,
                model,
                metric,
                metricId,
                prorated,
                quantity,
                price.pricing(),
                groupBy,
                filters.stream()
                        .map(filter -> filter.with(
                                Objects.requireNonNull(price.filters().get(filter.name()))))
                        .toList(),
                price.minimumAmount(),
                price.maximumAmount(),
                taxRates,
                invoiceable,
                Map.of());
    }

    /** The same charge in its own currency alone. */
    Charge alone() {
        return at(new ChargePrice(
                pricing,
                filters.stream().collect(Collectors.toMap(ChargeFilter::name, ChargeFilter::pricing)),
                minimumAmount,
                maximumAmount));
    }

    /** Its fields as they stand in JSON, without ids and without those it does not have: versions are compared by them. */
    Map<String, Object> fields() {
        Map<String, @Nullable Object> fields = Json.MAPPER.convertValue(this, new TypeReference<>() {});
        fields.remove("id");
        fields.remove("metric_id");
        return Fields.given(fields);
    }

    /** How usage becomes an amount where no filter holds it. */
    public ChargeRule rule() {
        return pricing.rule(model);
    }

    /** How usage becomes an amount in the bucket of one of its filters. */
    public ChargeRule rule(ChargeFilter filter) {
        return filter.pricing().rule(model);
    }

    /**
     * The price as a rule on a quantity.
     *
     * @throws IllegalStateException when the model needs more than a quantity
     */
    public Price price() {
        if (rule() instanceof ChargeRule.ByQuantity byQuantity) {
            return byQuantity.price();
        }
        throw new IllegalStateException("a quantity does not say what a %s charge costs".formatted(model));
    }

    /** Price of a unit; only of a standard charge. */
    public @Nullable BigDecimal unitAmount() {
        return pricing.unitAmount();
    }

    /** Tiers; only of a tiered charge. */
    public @Nullable List<Tier> tiers() {
        return pricing.tiers();
    }
}
