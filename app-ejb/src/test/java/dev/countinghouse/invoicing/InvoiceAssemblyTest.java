package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.PinnedDays;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.subscription.domain.Trial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InvoiceAssemblyTest {

    private static final PlanTerms FEE_IN_ADVANCE =
            terms("EUR", fee("29.00", Timing.ADVANCE, true), Samples.buildMinutes());

    private final KnownUsage usage = new KnownUsage();
    private final InvoiceAssembly assembly = assembly(usage);

    @Test
    void theFirstInvoiceIsTheFeeInAdvanceAndBillsNoUsage() {
        InvoiceDraft draft = only(due(FEE_IN_ADVANCE, null, "2023-06-15/2023-07-01"));
        assertThat(draft.period()).isEqualTo(period("2023-06-15/2023-06-15"));
        assertThat(draft.lines()).extracting(LineDraft::description).containsExactly("Monthly fee (16 of 30 days)");
        assertThat(draft.at()).isEqualTo("2023-06-14T22:00:00Z");
        assertThat(usage.billed()).isEmpty();
    }

    @Test
    void aLaterInvoiceIsTheNextFeeAndTheUsageThatEnded() {
        usage.put("2023-05-31T22:00:00Z", "60");
        InvoiceDraft draft = only(due(FEE_IN_ADVANCE, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01"));
        assertThat(draft.period()).isEqualTo(period("2023-06-01/2023-07-01"));
        assertThat(draft.lines())
                .extracting(LineDraft::description)
                .containsExactly("Monthly fee", "Build minutes (0 to 50)", "Build minutes (50 to 150)");
        assertThat(draft.lines())
                .extracting(LineDraft::period)
                .containsExactly(
                        period("2023-07-01/2023-08-01"),
                        period("2023-06-01/2023-07-01"),
                        period("2023-06-01/2023-07-01"));
        assertThat(draft.subtotal()).isEqualTo(euros("33.50"));
        assertThat(draft.tax()).isEqualTo(euros("6.70"));
        assertThat(draft.total()).isEqualTo(euros("40.20"));
    }

    @Test
    void usageIsBilledFromMidnightToMidnightWhereTheCustomerIs() {
        usage.put("2023-05-31T22:00:00Z", "1");
        only(due(FEE_IN_ADVANCE, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01"));
        assertThat(usage.billed())
                .containsExactly(new UsageWindow(
                        Samples.SUBSCRIPTION,
                        Samples.CUSTOMER,
                        Samples.METRIC,
                        Instant.parse("2023-05-31T22:00:00Z"),
                        Instant.parse("2023-06-30T22:00:00Z")));
    }

    @Test
    void theLastInvoiceIsUsageAlone() {
        usage.put("2023-06-30T22:00:00Z", "10");
        InvoiceDraft draft = only(due(FEE_IN_ADVANCE, "2023-07-01/2023-07-11", "2023-07-11/2023-07-11"));
        assertThat(draft.lines()).extracting(LineDraft::description).containsExactly("Build minutes (0 to 50)");
        assertThat(draft.period()).isEqualTo(period("2023-07-01/2023-07-11"));
    }

    @Test
    void aFeeInArrearsIsForThePeriodThatEnded() {
        PlanTerms arrears = terms("EUR", fee("30.00", Timing.ARREARS, true));
        assertThat(assembly.drafts(List.of(due(arrears, null, "2023-06-01/2023-07-01"))))
                .isEmpty();
        InvoiceDraft last = only(due(arrears, "2023-07-01/2023-07-11", "2023-07-11/2023-07-11"));
        assertThat(last.lines()).singleElement().satisfies(line -> {
            assertThat(line.period()).isEqualTo(period("2023-07-01/2023-07-11"));
            assertThat(line.amount()).isEqualTo(euros("9.68"));
        });
    }

    /** June 1 to 20 are free: ten days of 30 are paid; the usage of all of June is. */
    @Test
    void aFeeInArrearsIsForTheDaysAfterTheTrial() {
        usage.put("2023-05-31T22:00:00Z", "10");
        PlanTerms arrears = terms("EUR", fee("30.00", Timing.ARREARS, true), Samples.buildMinutes());
        DueItem june = due(arrears, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01");
        InvoiceDraft draft = only(Samples.tried(new Trial(LocalDate.of(2023, 6, 1), 20), june));
        assertThat(draft.lines())
                .extracting(LineDraft::description)
                .containsExactly("Monthly fee (10 of 30 days)", "Build minutes (0 to 50)");
        assertThat(draft.lines().getFirst().amount()).isEqualTo(euros("10.00"));
        assertThat(draft.lines().getFirst().period()).isEqualTo(period("2023-06-21/2023-07-01"));
        assertThat(draft.period()).isEqualTo(period("2023-06-01/2023-07-01"));
        InvoiceDraft free = only(Samples.tried(new Trial(LocalDate.of(2023, 6, 1), 30), june));
        assertThat(free.lines()).extracting(LineDraft::description).containsExactly("Build minutes (0 to 50)");
    }

    /** Usage and fees in arrears of June by the version that was left, the fee of July in advance by the one that follows. */
    @Test
    void whereAVersionFollowsAnotherOneInvoiceIsByBoth() {
        usage.put("2023-05-31T22:00:00Z", "10");
        DueItem left = due(
                terms("EUR", fee("30.00", Timing.ARREARS, true), Samples.buildMinutes()),
                "2023-06-01/2023-07-01",
                "2023-07-01/2023-08-01");
        DueItem next = due(FEE_IN_ADVANCE, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01");
        DueItem follows = new DueItem(
                next.billing(), Samples.id(9), Quantities.always(1), next.terms(), PinnedDays.ALWAYS, next.periods());
        List<InvoiceDraft> drafts = assembly.drafts(
                List.of(Samples.pinned(left, null, "2023-07-01"), Samples.pinned(follows, "2023-07-01", null)));
        assertThat(drafts)
                .singleElement()
                .satisfies(draft -> assertThat(draft.lines())
                        .extracting(line ->
                                Objects.requireNonNull(line.itemId()).equals(Samples.ITEM) + " " + line.description()
                                        + " " + line.period().start())
                        .containsExactly(
                                "true Monthly fee 2023-06-01",
                                "true Build minutes (0 to 50) 2023-06-01",
                                "false Monthly fee 2023-07-01"));
        assertThat(usage.billed()).hasSize(1);
    }

    @Test
    void whatHasNothingToBillMakesNoInvoice() {
        PlanTerms usageOnly = terms("EUR", Samples.buildMinutes());
        assertThat(assembly.drafts(List.of(due(usageOnly, null, "2023-06-01/2023-07-01"))))
                .isEmpty();
        assertThat(assembly.drafts(List.of())).isEmpty();
    }

    @Test
    void aPeriodWithoutUsageIsStillAnInvoice() {
        usage.put("2023-05-31T22:00:00Z", "0");
        PlanTerms usageOnly = terms("EUR", Samples.buildMinutes());
        InvoiceDraft draft = only(due(usageOnly, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01"));
        assertThat(draft.lines()).hasSize(1);
        assertThat(draft.total()).isEqualTo(euros("0.00"));
    }

    private InvoiceDraft only(DueItem due) {
        List<InvoiceDraft> drafts = assembly.drafts(List.of(due));
        assertThat(drafts).hasSize(1);
        return drafts.getFirst();
    }

    private static InvoiceAssembly assembly(KnownUsage usage) {
        LateUsageLines late = new LateUsageLines();
        late.metering = usage;
        InvoiceAssembly assembly = new InvoiceAssembly();
        assembly.metering = usage;
        assembly.usage = new RatedUsage();
        assembly.usage.metering = usage;
        assembly.lateUsage = late;
        assembly.inAdvance = new AdvanceUsage();
        assembly.inAdvance.difference = new UsageDifference();
        assembly.commitments = new CommitmentLines();
        assembly.parties = new KnownParties();
        return assembly;
    }

    private static Money euros(String amount) {
        return Money.exact(new java.math.BigDecimal(amount), Currency.getInstance("EUR"));
    }
}
