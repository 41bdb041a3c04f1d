package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChargeTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID METRIC = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final Charge FEE = new Charge(
            ID,
            "fee",
            "Monthly fee",
            Charge.Kind.RECURRING,
            Charge.Timing.ADVANCE,
            Charge.Model.STANDARD,
            null,
            null,
            true,
            new BigDecimal("29.000000000001"),
            null);
    private static final Charge BUILDS = new Charge(
            ID,
            "builds",
            "Build minutes",
            Charge.Kind.USAGE,
            Charge.Timing.ARREARS,
            Charge.Model.GRADUATED,
            "builds",
            METRIC,
            false,
            null,
            List.of(
                    new Tier(new BigDecimal("50"), new BigDecimal("0.08"), BigDecimal.ZERO),
                    new Tier(null, new BigDecimal("0.05"), new BigDecimal("1.50"))));

    @Test
    void aPublishedChargeReadsBackAsItWas() {
        String stored = Json.write(List.of(FEE, BUILDS));
        assertThat(Json.read(stored, new TypeReference<List<Charge>>() {})).containsExactly(FEE, BUILDS);
    }

    @Test
    void aChargeShowsEveryFieldAndPricesAsStrings() {
        assertThat(Json.write(FEE))
                .contains("\"unit_amount\":\"29.000000000001\"")
                .contains("\"metric\":null")
                .contains("\"tiers\":null")
                .contains("\"kind\":\"recurring\"");
    }

    @Test
    void itsPriceFollowsItsModel() {
        assertThat(FEE.price().amountFor(BigDecimal.TWO)).isEqualByComparingTo("58.000000000002");
        assertThat(BUILDS.price().amountFor(new BigDecimal("51"))).isEqualByComparingTo("5.55");
    }

    @Test
    void termsKnowTheirPeriodsAndTheirChargesByKind() {
        PlanTerms terms = new PlanTerms(
                ID,
                "team",
                "Team",
                "EUR",
                BillingCycle.Unit.MONTH,
                3,
                BillingCycle.Anchor.ANNIVERSARY,
                List.of(FEE, BUILDS),
                null);
        assertThat(terms.charges(Charge.Kind.USAGE)).containsExactly(BUILDS);
        assertThat(terms.charges(Charge.Kind.RECURRING)).containsExactly(FEE);
        assertThat(terms.cycle(LocalDate.of(2023, 6, 15)).period(0).end()).isEqualTo("2023-09-15");
    }
}
