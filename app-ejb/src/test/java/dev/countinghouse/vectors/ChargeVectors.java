package dev.countinghouse.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.DynamicUsage;
import dev.countinghouse.rating.domain.Percentage;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.ProratedGraduated;
import dev.countinghouse.rating.domain.SpendLimits;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charge models. */
final class ChargeVectors {

    static final Map<String, Adapter> ADAPTERS = Map.ofEntries(
            Map.entry("charge.standard", given -> whole(given, standard(given))),
            Map.entry("charge.package", given -> whole(given, packages(given))),
            Map.entry("charge.package.split_period", given -> split(given, packages(given))),
            Map.entry("charge.graduated", given -> whole(given, graduated(given))),
            Map.entry("charge.graduated.all_tiers", given -> whole(given, graduated(given))),
            Map.entry("charge.graduated.seats", given -> whole(given, graduated(given))),
            Map.entry("charge.multiple_usage", given -> whole(given, graduated(given))),
            Map.entry("charge.graduated.split_period", given -> split(given, graduated(given))),
            Map.entry("charge.graduated.blocks", given -> whole(given, blocks(given))),
            Map.entry("charge.graduated.prorated", ChargeVectors::proratedGraduated),
            Map.entry("charge.graduated.maximum", given -> maximum(given, graduated(given))),
            Map.entry("charge.graduated.minimum", ChargeVectors::minimum),
            Map.entry("charge.graduated_percentage", given -> whole(given, graduatedPercentage(given))),
            Map.entry("charge.graduated_percentage.in_advance", ChargeVectors::graduatedPercentageInAdvance),
            Map.entry("charge.volume", given -> whole(given, volume(given))),
            Map.entry("charge.volume.top_tier", given -> whole(given, volume(given))),
            Map.entry("charge.volume.package_in_tier", given -> whole(given, volume(given))),
            Map.entry("charge.stairstep", given -> whole(given, stairStep(given))),
            Map.entry("charge.percentage", ChargeVectors::percentage),
            Map.entry("charge.percentage.per_transaction", ChargeVectors::percentage),
            Map.entry("charge.dynamic", ChargeVectors::dynamic),
            Map.entry("charge.pricing_group", ChargeVectors::groups));

    private ChargeVectors() {}

    private static Map<String, ?> whole(Given given, Price price) {
        BigDecimal units = given.decimal(given.oneOf("units", "seats", "minutes", "total"));
        BigDecimal fee = given.decimalOrZero("recurring").add(given.decimalOrZero("base_fee"));
        return Map.of("amount", price.amountFor(units).add(fee));
    }

    private static Map<String, ?> split(Given given, Price price) {
        return Map.of("amount", increment(given, price));
    }

    private static BigDecimal increment(Given given, Price price) {
        return price.incrementFor(before(given.decimal("units_before")), given.decimal("units_in_line"));
    }

    /** No units before: nothing was rated yet. */
    private static @Nullable BigDecimal before(BigDecimal units) {
        return units.signum() == 0 ? null : units;
    }

    private static Price standard(Given given) {
        return new Price.Standard(given.decimal("unit_price"));
    }

    private static Price packages(Given given) {
        return new Price.Packages(
                given.decimal("package_size"), given.decimal("package_price"), given.decimalOrZero("free_units"));
    }

    private static Price graduated(Given given) {
        return new Price.Graduated(given.tiers());
    }

    private static Price graduatedPercentage(Given given) {
        return new Price.GraduatedPercentage(given.tiers());
    }

    /** A volume price of one tier is a standard price. */
    private static Price volume(Given given) {
        return given.has("tiers") ? new Price.Volume(given.tiers()) : standard(given);
    }

    private static Price stairStep(Given given) {
        List<Price.StairStep.Step> steps = new ArrayList<>();
        for (JsonNode step : given.node("steps")) {
            steps.add(new Price.StairStep.Step(
                    Given.bound(step.get(0)), new BigDecimal(step.get(1).asText())));
        }
        return new Price.StairStep(steps);
    }

    private static Price blocks(Given given) {
        List<Price.Blocks.BlockTier> tiers = new ArrayList<>();
        for (JsonNode tier : given.node("tiers")) {
            List<BigDecimal> numbers = Given.decimals(tier);
            tiers.add(new Price.Blocks.BlockTier(numbers.get(0), numbers.get(1), numbers.get(2)));
        }
        return new Price.Blocks(tiers);
    }

    private static Map<String, ?> proratedGraduated(Given given) {
        List<BigDecimal> full = given.decimals("full_units");
        List<BigDecimal> prorated = given.decimals("prorated_units");
        List<ProratedGraduated.Change> changes = new ArrayList<>();
        for (int i = 0; i < full.size(); i++) {
            changes.add(new ProratedGraduated.Change(full.get(i), Fraction.of(prorated.get(i))));
        }
        Fraction amount = new ProratedGraduated(given.tiers()).amountFor(changes);
        return Map.of("amount", Money.halfUp(amount, given.currency()).toDecimal());
    }

    private static Map<String, ?> maximum(Given given, Price price) {
        return LimitVectors.capped(given, increment(given, price));
    }

    private static Map<String, ?> minimum(Given given) {
        BigDecimal line = given.has("new_amount") ? given.decimal("new_amount") : increment(given, graduated(given));
        BigDecimal billed = given.decimalOrZero("already_billed").add(line);
        Fraction topUp = SpendLimits.trueUp(Fraction.of(given.decimal("minimum")), billed);
        return Map.of("minimum_topup", topUp.toDecimal());
    }

    private static Map<String, ?> graduatedPercentageInAdvance(Given given) {
        Price price = graduatedPercentage(given);
        Map<String, BigDecimal> fees = new LinkedHashMap<>();
        @Nullable BigDecimal before = null;
        for (BigDecimal event : given.decimals("events")) {
            fees.put("e" + (fees.size() + 1), price.incrementFor(before, event));
            before = before == null ? event : before.add(event);
        }
        return fees;
    }

    private static Map<String, ?> percentage(Given given) {
        Percentage price = new Percentage(
                given.percent("rate"),
                given.decimalOrZero("fixed"),
                given.decimalOrZero("free_amount"),
                given.decimalOrZero("free_events").longValueExact(),
                given.decimalOrNull("per_txn_min"),
                given.decimalOrNull("per_txn_max"));
        if (given.has("total")) {
            long events = given.has("events") ? given.number("events") : 0;
            return Map.of("amount", price.amountFor(given.decimal("total"), events));
        }
        return Map.of("amount", price.amountFor(given.decimals(given.oneOf("events", "txn_amount"))));
    }

    private static Map<String, ?> dynamic(Given given) {
        List<BigDecimal> cents = given.decimals("events_cents");
        List<BigDecimal> units = given.decimals("units");
        List<DynamicUsage> events = new ArrayList<>();
        for (int i = 0; i < cents.size(); i++) {
            Money amount = new Money(cents.get(i).longValueExact(), given.currency());
            events.add(new DynamicUsage(units.get(i), amount.toDecimal()));
        }
        DynamicUsage usage = DynamicUsage.sum(events);
        return Map.of("amount", usage.amount(), "unit_price_6dp", usage.unitAmount(6));
    }

    private static Map<String, ?> groups(Given given) {
        Price price = standard(given);
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<String, JsonNode> group : given.node("groups").properties()) {
            BigDecimal amount = price.amountFor(new BigDecimal(group.getValue().asText()));
            amounts.put(group.getKey(), amount);
            total = total.add(amount);
        }
        amounts.put("total", total);
        return amounts;
    }
}
