package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.ProofRepository.StoredCredit;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.invoicing.ProofRepository.StoredParties;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines, sums and credit notes come to, against what is stored: whatever differs is named where it was changed. */
class LineProofTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ServicePeriod JUNE = period("2023-06-01/2023-07-01");
    private static final Charge MINUTES = Samples.buildMinutes();
    private static final DueItem ITEM = due(terms("EUR", MINUTES), "2023-06-01/2023-07-01", "2023-07-01/2023-08-01");

    private static final Map<String, TaxRateView> RATES = Map.of("vat", Samples.tax("20"));

    private final Findings findings = new Findings();
    private final LineProof proof = new LineProof(findings);

    /** The lines that so many minutes of June cost. */
    private static List<LineDraft> cost(String minutes) {
        return Samples.used(ITEM, MINUTES, JUNE, new BigDecimal(minutes));
    }

    private static StoredLine stored(LineDraft draft, int invoice, String cents, @Nullable String before) {
        Money amount = draft.amount().plus(new Money(Long.parseLong(cents), EUR));
        return new StoredLine(
                UUID.randomUUID(),
                Samples.id(invoice),
                "ACME-00000" + invoice,
                draft.sequence() + 1,
                Instant.EPOCH.plusSeconds(invoice),
                draft.itemId(),
                draft.chargeId(),
                draft.purpose(),
                draft.sequence(),
                draft.period(),
                draft.quantity(),
                draft.unitAmount(),
                draft.preciseAmount(),
                amount,
                Money.zero(EUR),
                draft.taxPercent(),
                Money.halfUp(draft.amount().toDecimal().multiply(new BigDecimal("0.2")), EUR),
                draft.taxes().stream().map(TaxRateView::code).toList(),
                new StoredLine.TaxedBy(null, List.of()),
                BilledUsageRepository.part(draft),
                before == null ? null : new BigDecimal(before),
                before == null ? null : new BigDecimal("40"));
    }

    private static List<StoredLine> stored(List<LineDraft> drafts) {
        return drafts.stream().map(draft -> stored(draft, 1, "0", null)).toList();
    }

    private List<String> named() {
        return findings.named().stream()
                .map(found -> "%s %s %s %s/%s"
                        .formatted(found.document(), found.line(), found.field(), found.stored(), found.computed()))
                .toList();
    }

    @Test
    void linesThatAreWhatTheyCostHold() {
        assertThat(LineProof.holds(stored(cost("70")), cost("70"))).isTrue();
        proof.usage(stored(cost("70")), cost("70"));
        assertThat(named()).isEmpty();
        assertThat(findings.counted("recomputed_lines")).isEqualTo(2);
    }

    @Test
    void aCentMoreIsNamedAtItsLine() {
        List<StoredLine> lines = new ArrayList<>(stored(cost("70")));
        lines.set(0, stored(cost("70").getFirst(), 1, "1", null));
        assertThat(LineProof.holds(lines, cost("70"))).isFalse();
        proof.usage(lines, cost("70"));
        assertThat(named()).containsExactly("ACME-000001 1 amount 4.01/4.00");
        assertThat(findings.computed(lines.getFirst())).isEqualTo(new Money(400, EUR));
    }

    @Test
    void anEventMoreIsNamedByQuantityAndAmount() {
        proof.usage(stored(cost("40")), cost("41"));
        assertThat(named())
                .containsExactly(
                        "ACME-000001 1 quantity 40/41",
                        "ACME-000001 1 amount 3.20/3.28",
                        "ACME-000001 1 precise_amount 3.2/3.28");
    }

    @Test
    void aLineThatIsGoneAndOneTooManyAreNamed() {
        proof.usage(stored(cost("70")).subList(0, 1), cost("70"));
        assertThat(named()).containsExactly("ACME-000001 null line no such line/amount 1.00");
        proof.unexpected(stored(cost("70")).getLast());
        assertThat(findings.differences()).isEqualTo(2);
    }

    /** 40 minutes were billed at 3.20, 5 came late: 0.40. Whichever was changed is the one that is named. */
    @ParameterizedTest(name = "{0} and {1} cents changed: invoice {2}")
    @CsvSource({"1, 0, 1", "0, 1, 2", "-1, 0, 1"})
    void ofLinesThatSumUpTheOneThatWasChangedIsNamed(String first, String second, String invoice) {
        LineDraft regular = cost("40").getFirst();
        LineDraft late = less(cost("45").getFirst(), regular);
        List<StoredLine> lines = List.of(stored(regular, 1, first, null), stored(late, 2, second, "3.20"));
        proof.usage(lines, cost("45"));
        assertThat(findings.named())
                .singleElement()
                .satisfies(found -> assertThat(found.document()).isEqualTo("ACME-00000" + invoice));
    }

    /** 40 minutes were billed, 5 came late: both lines together are right, and neither is for itself. */
    @Test
    void whatIsShiftedBetweenTheLinesOfAPartIsNamed() {
        LineDraft regular = cost("40").getFirst();
        LineDraft late = less(cost("45").getFirst(), regular);
        proof.usage(List.of(stored(regular, 1, "1", null), stored(late, 2, "-1", "3.20")), cost("45"));
        assertThat(named()).containsExactly("ACME-000001 1 amount 3.21/3.20", "ACME-000002 1 amount 0.39/0.40");
    }

    @Test
    void aLineAfterOthersSaysWhatItFound() {
        LineDraft regular = cost("40").getFirst();
        LineDraft late = less(cost("45").getFirst(), regular);
        List<StoredLine> lines = List.of(stored(regular, 1, "0", null), stored(late, 2, "0", null));
        assertThat(LineProof.holds(lines, cost("45"))).isTrue();
        proof.usage(lines, cost("45"));
        assertThat(named())
                .containsExactly(
                        "ACME-000002 1 billed_quantity nothing/40", "ACME-000002 1 billed_amount_minor nothing/3.2");
    }

    /** Its amount is the same; only what it says of itself is not. */
    @Test
    void anotherUnitPriceIsNamed() {
        LineDraft draft = cost("40").getFirst();
        LineDraft dearer = new LineDraft(
                draft.itemId(),
                draft.chargeId(),
                draft.metric(),
                draft.description(),
                draft.purpose(),
                draft.bucket(),
                draft.sequence(),
                draft.period(),
                draft.quantity(),
                new BigDecimal("0.09"),
                draft.preciseAmount(),
                draft.amount(),
                draft.taxes(),
                draft.calculation());
        proof.usage(stored(List.of(dearer)), cost("40"));
        assertThat(named()).containsExactly("ACME-000001 1 unit_amount 0.09/0.08");
    }

    @Test
    void aPeriodIsAsLongAsItsChargesOrWasToBe() {
        List<StoredLine> lines = stored(cost("40"));
        proof.periods(lines, JUNE, JUNE);
        proof.periods(lines, period("2023-06-01/2023-06-20"), JUNE);
        assertThat(named()).isEmpty();
        proof.periods(lines, period("2023-06-01/2023-06-20"), period("2023-06-01/2023-06-20"));
        assertThat(named()).containsExactly("ACME-000001 1 period 2023-06-01/2023-07-01/2023-06-01/2023-06-20");
    }

    private static LineDraft less(LineDraft now, LineDraft before) {
        return new LineDraft(
                now.itemId(),
                now.chargeId(),
                now.metric(),
                now.description(),
                LinePurpose.DELTA,
                now.bucket(),
                0,
                now.period(),
                now.quantity().subtract(before.quantity()),
                now.unitAmount(),
                now.preciseAmount().subtract(before.preciseAmount()),
                now.amount().minus(before.amount()),
                now.taxes(),
                now.calculation());
    }

    @Test
    void aTaxThatIsNotTheChargesIsNamed() {
        proof.taxes(stored(cost("40")), List.of(Samples.tax("reduced", "5.5")));
        assertThat(named()).containsExactly("ACME-000001 1 tax_rates vat/reduced");
    }

    /** @param tax of 20 percent */
    private static StoredInvoice invoice(long net, long tax, long credited) {
        String taxes = """
                [{"code": "vat", "name": "VAT", "percent": "20", "base": {"amount": "%s", "currency": "EUR"},
                  "amount": {"amount": "%s", "currency": "EUR"}}]""".formatted(euros(net).toDecimal(), euros(tax).toDecimal());
        return new StoredInvoice(
                Samples.id(1),
                "ACME-000001",
                euros(net),
                euros(tax),
                euros(net + tax),
                taxes,
                new StoredParties("{\"name\": \"Anna\"}", null, null),
                euros(credited),
                euros(0),
                euros(0));
    }

    private static Money euros(long cents) {
        return new Money(cents, EUR);
    }

    private void prove(StoredInvoice invoice, List<StoredLine> lines) {
        InvoiceProof proof = new InvoiceProof(findings, RATES);
        DiscountedLines whole = new DiscountedLines(
                EUR,
                lines.stream()
                        .map(line -> new DiscountedLines.Line(
                                line.itemId(),
                                line.chargeId(),
                                line.amount(),
                                new GivenBack.Part(euros(0), euros(0)),
                                proof.rules(line)))
                        .toList());
        proof.prove(invoice, lines, whole.by(List.of(), Map.of()).amounts());
    }

    @Test
    void anInvoiceIsTheSumOfWhatItsLinesComeTo() {
        List<StoredLine> lines = stored(cost("70"));
        prove(invoice(500, 100, 0), lines);
        assertThat(named()).isEmpty();
        prove(invoice(501, 100, 0), lines);
        assertThat(named())
                .containsExactly(
                        "ACME-000001 null subtotal 5.01/5.00",
                        "ACME-000001 null total 6.01/6.00",
                        "ACME-000001 null taxes.vat.base 5.01/5.00");
    }

    @Test
    void aGapBetweenTheLinesIsNamed() {
        prove(invoice(100, 20, 0), stored(cost("70")).subList(1, 2));
        assertThat(named()).containsExactly("ACME-000001 null line 2/1");
    }

    @Test
    void whatIsCreditedIsWhatItsNotesSay() {
        List<StoredLine> lines = stored(cost("70"));
        UUID line = lines.getLast().id();
        StoredCredit credit = new StoredCredit(
                Samples.id(1),
                "CN-1",
                euros(100),
                euros(20),
                euros(120),
                euros(0),
                euros(50),
                line,
                2,
                euros(100),
                euros(20));
        new CreditProof(findings).prove(invoice(500, 100, 120), lines, List.of(credit));
        new CreditProof(findings).prove(invoice(500, 100, 119), lines, List.of(credit));
        assertThat(named())
                .containsExactly(
                        "ACME-000001 null returned 0.00/0.50",
                        "ACME-000001 null credited 1.19/1.20",
                        "ACME-000001 null returned 0.00/0.50");
    }

    @Test
    void differencesAreCountedAndTheFirstAreNamed() {
        for (int i = 0; i < Findings.NAMED_MAX + 5; i++) {
            proof.unexpected(stored(cost("40")).getFirst());
        }
        assertThat(findings.named()).hasSize(Findings.NAMED_MAX);
        assertThat(findings.result())
                .containsEntry("difference_count", Findings.NAMED_MAX + 5L)
                .containsEntry("valid", false);
    }
}
