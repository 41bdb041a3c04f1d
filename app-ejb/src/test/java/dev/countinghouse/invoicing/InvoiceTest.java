package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InvoiceTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void aPaymentOfAllThatIsOpenSettlesIt() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.settle(euros(120));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice.view(null).due()).isEqualTo(MoneyView.of(euros(0)));
    }

    @Test
    void aPartOfItLeavesTheRestOpen() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.settle(euros(50));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PARTIALLY_PAID);
        assertThat(invoice.paid()).isEqualTo(euros(50));
        assertThat(invoice.view(null).due()).isEqualTo(MoneyView.of(euros(70)));
        invoice.settle(euros(70));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void aPaymentIsNeverMoreThanIsOpen() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.settle(euros(50));
        assertThat(refusal(invoice, euros(71))).isEqualTo(ProblemType.PAYMENT_EXCEEDS_DUE);
        assertThat(invoice.paid()).isEqualTo(euros(50));
    }

    @Test
    void aPaymentIsInTheInvoicesCurrency() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        Money dollars = new Money(100, Currency.getInstance("USD"));
        assertThat(refusal(invoice, dollars)).isEqualTo(ProblemType.VALIDATION_FAILED);
    }

    @ParameterizedTest
    @EnumSource(
            value = InvoiceStatus.class,
            names = {"FINALIZED", "PARTIALLY_PAID", "UNCOLLECTIBLE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsNotOpenTakesNoPayment(InvoiceStatus status) {
        Invoice invoice = FinalizedInvoice.of(euros(120), status);
        assertThat(refusal(invoice, euros(1))).isEqualTo(ProblemType.INVOICE_NOT_PAYABLE);
        assertThat(invoice.paid()).isEqualTo(euros(0));
    }

    @ParameterizedTest(name = "{0} paid of 120, {1} credited: {2} back, {3} due, {4}")
    @CsvSource({
        "0, 20, 0, 100, FINALIZED",
        "0, 120, 0, 0, PAID",
        "50, 20, 0, 50, PARTIALLY_PAID",
        "50, 70, 0, 0, PAID",
        "50, 90, 20, 0, PAID",
        "50, 120, 50, 0, PAID",
        "120, 1, 1, 0, PAID",
        "120, 120, 120, 0, PAID"
    })
    void aCreditIsTakenOffWhatIsDueAndTheRestGoesBack(
            long paid, long credited, long back, long due, InvoiceStatus status) {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        if (paid > 0) {
            invoice.settle(euros(paid));
        }
        assertThat(invoice.credit(euros(credited), false).refund()).isEqualTo(euros(back));
        InvoiceView view = invoice.view(null);
        assertThat(view.due()).isEqualTo(MoneyView.of(euros(due)));
        assertThat(view.paid()).isEqualTo(MoneyView.of(euros(paid)));
        assertThat(view.credited()).isEqualTo(MoneyView.of(euros(credited)));
        assertThat(view.refunded()).isEqualTo(MoneyView.of(euros(back)));
        assertThat(view.status()).isEqualTo(status);
    }

    @Test
    void creditsAreNeverMoreThanTheInvoiceNorPaymentsMoreThanIsDueAfterThem() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.credit(euros(100), false);
        assertThat(creditRefusal(invoice, euros(21))).isEqualTo(ProblemType.CREDIT_EXCEEDS_INVOICE);
        assertThat(creditRefusal(invoice, euros(0))).isEqualTo(ProblemType.CREDIT_EXCEEDS_INVOICE);
        assertThat(refusal(invoice, euros(21))).isEqualTo(ProblemType.PAYMENT_EXCEEDS_DUE);
        invoice.settle(euros(20));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice.credit(euros(20), false).refund()).isEqualTo(euros(20));
    }

    @ParameterizedTest
    @CsvSource({"120, VOID", "120, UNCOLLECTIBLE", "-120, FINALIZED", "0, PAID"})
    void whatIsVoidOrComesToNothingIsNotCredited(long total, InvoiceStatus status) {
        assertThat(creditRefusal(FinalizedInvoice.of(euros(total), status), euros(1)))
                .isEqualTo(ProblemType.INVOICE_NOT_CREDITABLE);
    }

    private static ProblemType creditRefusal(Invoice invoice, Money credit) {
        return assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.credit(credit, false))
                .actual()
                .type();
    }

    private static final InvoiceClosing CLOSING = new InvoiceClosing(
            UUID.fromString("01980000-0000-7000-8000-000000000009"),
            Instant.parse("2023-08-01T10:00:00Z"),
            LocalDate.of(2023, 8, 1),
            "wrong customer",
            null);

    @ParameterizedTest(name = "of 120 {0} applied, {1} paid, {2} credited: {3} to the balance, {4} in money, {5} due")
    @CsvSource({
        "50,  0,  20,  0,  0, 50",
        "50,  0,  70,  0,  0, 0",
        "50,  0,  120, 50, 0, 0",
        "50,  70, 30,  30, 0, 0",
        "50,  70, 80,  50, 30, 0",
        "50,  70, 120, 50, 70, 0",
        "120, 0,  10,  10, 0, 0",
    })
    void whatCameFromTheBalanceGoesBackThereBeforeMoneyDoes(ArgumentsAccessor row) {
        Invoice invoice = FinalizedInvoice.applied(euros(120), euros(row.getLong(0)));
        if (row.getLong(1) > 0) {
            invoice.settle(euros(row.getLong(1)));
        }
        assertThat(invoice.credit(euros(row.getLong(2)), false))
                .isEqualTo(new GoingBack(euros(row.getLong(3)), euros(row.getLong(4))));
        assertThat(invoice.due()).isEqualTo(euros(row.getLong(5)));
        assertThat(invoice.view(null).returned()).isEqualTo(MoneyView.of(euros(row.getLong(3))));
    }

    @Test
    void ifItIsWantedMoneyGoesToTheBalanceToo() {
        Invoice invoice = FinalizedInvoice.applied(euros(120), euros(50));
        invoice.settle(euros(70));
        assertThat(invoice.credit(euros(80), true)).isEqualTo(new GoingBack(euros(80), euros(0)));
        assertThat(invoice.credit(euros(40), false)).isEqualTo(new GoingBack(euros(0), euros(40)));
        assertThat(invoice.due()).isEqualTo(euros(0));
    }

    @Test
    void ofAnInvoiceThatIsSettledInPartTheRestIsPaidOrItIsVoidedAndGivesBackWhatItTook() {
        Invoice paid = FinalizedInvoice.applied(euros(120), euros(50));
        assertThat(refusal(paid, euros(71))).isEqualTo(ProblemType.PAYMENT_EXCEEDS_DUE);
        paid.settle(euros(70));
        assertThat(paid.view(null).status()).isEqualTo(InvoiceStatus.PAID);
        Invoice voided = FinalizedInvoice.applied(euros(120), euros(50));
        assertThat(voided.makeVoid(CLOSING)).isEqualTo(euros(50));
        assertThat(voided.due()).isEqualTo(euros(0));
        assertThat(FinalizedInvoice.applied(euros(120), euros(50)).writeOff(CLOSING))
                .isEqualTo(euros(70));
    }

    @ParameterizedTest(name = "{0} with {1} applied")
    @CsvSource({"120, 0", "120, 50", "120, 120", "-120, -120"})
    void ofAVoidInvoiceNothingIsOwedAndItGivesBackWhatItTookOrGot(long total, long applied) {
        Invoice invoice = FinalizedInvoice.applied(euros(total), euros(applied));
        assertThat(invoice.makeVoid(CLOSING)).isEqualTo(euros(applied));
        InvoiceView view = invoice.view(null);
        assertThat(view.status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(view.total()).isEqualTo(MoneyView.of(euros(total)));
        assertThat(view.due()).isEqualTo(MoneyView.of(euros(0)));
        assertThat(view.closing()).isEqualTo(new InvoiceView.Closing(CLOSING.id(), CLOSING.at(), "wrong customer"));
    }

    @Test
    void whatWalletsPaidIsNotDueAndGoesBackToTheBalanceBeforeMoneyDoes() {
        Invoice invoice = FinalizedInvoice.fromWallets(euros(120), euros(50));
        assertThat(invoice.due()).isEqualTo(euros(70));
        assertThat(refusal(invoice, euros(71))).isEqualTo(ProblemType.PAYMENT_EXCEEDS_DUE);
        invoice.settle(euros(70));
        assertThat(invoice.isPaid()).isTrue();
        assertThat(invoice.credit(euros(80), false)).isEqualTo(new GoingBack(euros(50), euros(30)));
    }

    @Test
    void whatWalletsPaidInFullIsVoidedAndGivesNothingToTheBalance() {
        Invoice invoice = FinalizedInvoice.fromWallets(euros(120), euros(120));
        assertThat(invoice.makeVoid(CLOSING)).isEqualTo(euros(0));
        assertThat(invoice.fromWallets()).isEqualTo(euros(120));
        assertThat(invoice.due()).isEqualTo(euros(0));
    }

    @Test
    void whatWasPaidOrCreditedIsNotVoidedButGivenBack() {
        Invoice paid = FinalizedInvoice.of(euros(120));
        paid.settle(euros(1));
        Invoice credited = FinalizedInvoice.of(euros(120));
        credited.credit(euros(1), false);
        Invoice settled = FinalizedInvoice.applied(euros(120), euros(119));
        settled.settle(euros(1));
        for (Invoice invoice : List.of(paid, credited, settled)) {
            assertThatExceptionOfType(BillingException.class)
                    .isThrownBy(() -> invoice.makeVoid(CLOSING))
                    .withMessageContaining("credit note")
                    .returns(ProblemType.INVOICE_NOT_VOIDABLE, BillingException::type);
            assertThat(invoice.view(null).closing()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InvoiceStatus.class,
            names = {"FINALIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyAFinalizedInvoiceIsVoided(InvoiceStatus status) {
        Invoice invoice = FinalizedInvoice.of(euros(120), status);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.makeVoid(CLOSING))
                .returns(ProblemType.INVOICE_NOT_VOIDABLE, BillingException::type);
    }

    @Test
    void whatIsDueIsWrittenOffAndWhatComesInLaterRecoversIt() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        assertThat(invoice.settle(euros(20))).isFalse();
        invoice.credit(euros(10), false);
        assertThat(invoice.writeOff(CLOSING)).isEqualTo(euros(90));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(invoice.view(null).due()).isEqualTo(MoneyView.of(euros(0)));
        assertThat(refusal(invoice, euros(91))).isEqualTo(ProblemType.PAYMENT_EXCEEDS_DUE);
        assertThat(creditRefusal(invoice, euros(1))).isEqualTo(ProblemType.INVOICE_NOT_CREDITABLE);
        assertThat(invoice.settle(euros(30))).isTrue();
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(invoice.settle(euros(60))).isTrue();
        InvoiceView view = invoice.view(null);
        assertThat(view.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(view.paid()).isEqualTo(MoneyView.of(euros(110)));
        assertThat(view.writtenOff()).isEqualTo(MoneyView.of(euros(90)));
        assertThat(view.recovered()).isEqualTo(MoneyView.of(euros(90)));
        assertThat(view.due()).isEqualTo(MoneyView.of(euros(0)));
        assertThat(refusal(invoice, euros(1))).isEqualTo(ProblemType.INVOICE_NOT_PAYABLE);
        assertThat(invoice.credit(euros(110), false).refund()).isEqualTo(euros(110));
    }

    @Test
    void whatWasWrittenOffBeforeIsNotWrittenOffAgainWhenItIsOwedAnew() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.writeOff(CLOSING);
        invoice.settle(euros(120));
        invoice.settleAnew(settled -> settled.refund(30_00));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PARTIALLY_PAID);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.writeOff(CLOSING))
                .returns(ProblemType.NOTHING_TO_WRITE_OFF, BillingException::type);
        assertThat(invoice.credit(euros(30), false)).isEqualTo(new GoingBack(euros(0), euros(0)));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void aVoidInvoiceStaysSoWhateverHappensToMoneyThatCameForIt() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        invoice.makeVoid(CLOSING);
        invoice.settleAnew(settled -> settled.keep(0, 0));
        assertThat(invoice.view(null).status()).isEqualTo(InvoiceStatus.VOID);
    }

    @ParameterizedTest
    @CsvSource({"120, PAID", "120, VOID", "120, UNCOLLECTIBLE", "-120, FINALIZED"})
    void whereNothingIsDueNothingIsWrittenOff(long total, InvoiceStatus status) {
        Invoice invoice = FinalizedInvoice.of(euros(total), status);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.writeOff(CLOSING))
                .returns(ProblemType.NOTHING_TO_WRITE_OFF, BillingException::type);
    }

    @Test
    void onlyAVoidInvoiceIsReplacedAndOnce() {
        Invoice invoice = FinalizedInvoice.of(euros(120));
        UUID other = UUID.fromString("01980000-0000-7000-8000-000000000002");
        assertNotReplaceable(invoice);
        invoice.makeVoid(CLOSING);
        invoice.replaceBy(other);
        assertThat(invoice.view(null).replacedById()).isEqualTo(other);
        assertNotReplaceable(invoice);
    }

    private static void assertNotReplaceable(Invoice invoice) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.replaceBy(invoice.id()))
                .returns(ProblemType.INVOICE_NOT_REPLACEABLE, BillingException::type);
    }

    @Test
    void itShowsTheCustomerAsHeWasWhenItWasFinalized() {
        InvoiceView view = FinalizedInvoice.of(euros(120)).view(null);
        assertThat(view.customer())
                .isEqualTo(new InvoiceView.BilledCustomer(
                        Samples.CUSTOMER,
                        "anna",
                        "Anna",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null));
        assertThat(view.number()).isEqualTo("ACME-000001");
        assertThat(view.lines()).isNull();
    }

    @Test
    void numbersHaveSixDigitsAndGrowBeyondThem() {
        assertThat(number(999_999).text()).isEqualTo("ACME-999999");
        assertThat(number(1_000_000).text()).isEqualTo("ACME-1000000");
    }

    private static NumberSeriesRepository.Number number(long sequence) {
        return new NumberSeriesRepository.Number(null, "default", "ACME", sequence);
    }

    private static ProblemType refusal(Invoice invoice, Money payment) {
        ProblemType[] refused = new ProblemType[1];
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> invoice.settle(payment))
                .satisfies(refusal -> refused[0] = refusal.type());
        return refused[0];
    }

    private static Money euros(long amount) {
        return new Money(amount * 100, EUR);
    }
}
