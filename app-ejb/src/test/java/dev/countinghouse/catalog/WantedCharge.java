package dev.countinghouse.catalog;

import dev.countinghouse.catalog.Charge.Kind;
import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A charge that the tests ask for: a well-formed one, with one thing changed at a time. */
record WantedCharge(NewCharge charge) {

    static WantedCharge fee(ChargePricing pricing) {
        return new WantedCharge(of("fee", Kind.RECURRING, Timing.ADVANCE, null, pricing));
    }

    static WantedCharge usage(@Nullable String metric, ChargePricing pricing) {
        return new WantedCharge(of("usage", Kind.USAGE, Timing.ARREARS, metric, pricing));
    }

    private static NewCharge of(String code, Kind kind, Timing timing, @Nullable String metric, ChargePricing pricing) {
        return new NewCharge(
                code,
                "Name",
                kind,
                timing,
                Model.STANDARD,
                metric,
                false,
                null,
                pricing,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
    }

    WantedCharge model(Model model) {
        return with(charge.timing(), model, charge.metric(), charge.prorated(), charge.quantity());
    }

    WantedCharge timing(Timing timing) {
        return with(timing, charge.model(), charge.metric(), charge.prorated(), charge.quantity());
    }

    WantedCharge metric(String metric) {
        return with(charge.timing(), charge.model(), metric, charge.prorated(), charge.quantity());
    }

    WantedCharge prorated(boolean prorated) {
        return with(charge.timing(), charge.model(), charge.metric(), prorated, charge.quantity());
    }

    WantedCharge quantity(String quantity) {
        return with(charge.timing(), charge.model(), charge.metric(), charge.prorated(), new BigDecimal(quantity));
    }

    WantedCharge groupBy(String... keys) {
        return with(List.of(keys), charge.filters());
    }

    WantedCharge filters(ChargeFilter... filters) {
        return with(charge.groupBy(), List.of(filters));
    }

    WantedCharge limits(@Nullable String least, @Nullable String most) {
        BigDecimal minimum = least == null ? null : new BigDecimal(least);
        BigDecimal maximum = most == null ? null : new BigDecimal(most);
        return with(minimum, maximum, charge.taxRates(), charge.invoiceable());
    }

    WantedCharge taxRates(String... codes) {
        return with(charge.minimumAmount(), charge.maximumAmount(), List.of(codes), charge.invoiceable());
    }

    WantedCharge invoiceable(boolean invoiceable) {
        return with(charge.minimumAmount(), charge.maximumAmount(), charge.taxRates(), invoiceable);
    }

    WantedCharge price(String currency, ChargePrice price) {
        Map<String, ChargePrice> prices = new HashMap<>(charge.prices());
        prices.put(currency, price);
        return new WantedCharge(new NewCharge(
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.timing(),
                charge.model(),
                charge.metric(),
                charge.prorated(),
                charge.quantity(),
                charge.pricing(),
                charge.groupBy(),
                charge.filters(),
                charge.minimumAmount(),
                charge.maximumAmount(),
                charge.taxRates(),
                charge.invoiceable(),
                prices));
    }

    private WantedCharge with(
            Timing timing, Model model, @Nullable String metric, boolean prorated, @Nullable BigDecimal quantity) {
        return new WantedCharge(new NewCharge(
                charge.code(),
                charge.name(),
                charge.kind(),
                timing,
                model,
                metric,
                prorated,
                quantity,
                charge.pricing(),
                charge.groupBy(),
                charge.filters(),
                charge.minimumAmount(),
                charge.maximumAmount(),
                charge.taxRates(),
                charge.invoiceable(),
                charge.prices()));
    }

    private WantedCharge with(List<String> groupBy, List<ChargeFilter> filters) {
        return new WantedCharge(new NewCharge(
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.timing(),
                charge.model(),
                charge.metric(),
                charge.prorated(),
                charge.quantity(),
                charge.pricing(),
                groupBy,
                filters,
                charge.minimumAmount(),
                charge.maximumAmount(),
                charge.taxRates(),
                charge.invoiceable(),
                charge.prices()));
    }

    private WantedCharge with(
            @Nullable BigDecimal minimum, @Nullable BigDecimal maximum, List<String> taxRates, boolean invoiceable) {
        return new WantedCharge(new NewCharge(
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.timing(),
                charge.model(),
                charge.metric(),
                charge.prorated(),
                charge.quantity(),
                charge.pricing(),
                charge.groupBy(),
                charge.filters(),
                minimum,
                maximum,
                taxRates,
                invoiceable,
                charge.prices()));
    }
}
