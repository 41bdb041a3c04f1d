package dev.countinghouse.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Money;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static Money cents(long minor) {
        return new Money(minor, EUR);
    }

    private static Income earned(long minor) {
        return Income.earned(cents(minor));
    }

    private static String text(List<Transfer> transfers) {
        return String.join(
                ", ",
                transfers.stream()
                        .map(transfer -> "%s > %s %d"
                                .formatted(
                                        transfer.credit().code(),
                                        transfer.debit().code(),
                                        transfer.amount().minor()))
                        .toList());
    }

    @ParameterizedTest(name = "net {0}, tax {1}: {2}")
    @CsvSource({
        "1000, 200, 'revenue > receivable 1000, tax_payable > receivable 200'",
        "1000, 0, 'revenue > receivable 1000'",
        "0, 200, 'tax_payable > receivable 200'",
        "-1000, -200, 'receivable > revenue 1000, receivable > tax_payable 200'",
        "1000, -5, 'revenue > receivable 1000, receivable > tax_payable 5'",
        "0, 0, ''"
    })
    void anInvoicePostsItsNetAndItsTaxEachOnItsOwnSide(long net, long tax, String posted) {
        assertThat(text(Postings.ofInvoice(earned(net), cents(tax), cents(0)))).isEqualTo(posted);
    }

    @ParameterizedTest(name = "net {0}, {1} of it not earned: {2}")
    @CsvSource({
        "1000, 1000, 'deferred_revenue > receivable 1000'",
        "1000, 400, 'revenue > receivable 600, deferred_revenue > receivable 400'",
        "0, -400, 'revenue > receivable 400, receivable > deferred_revenue 400'",
        "-1000, -1000, 'receivable > deferred_revenue 1000'"
    })
    void whatIsNotEarnedYetIsDeferred(long net, long deferred, String posted) {
        Income income = Income.of(cents(net), cents(deferred));
        assertThat(text(Postings.ofInvoice(income, cents(0), cents(0)))).isEqualTo(posted);
        assertThat(income.net()).isEqualTo(cents(net));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"30, 'revenue > deferred_revenue 30'", "-30, 'deferred_revenue > revenue 30'", "0, ''"})
    void whatADayEarnsIsDeferredNoMore(long earned, String posted) {
        assertThat(text(Postings.ofRecognition(cents(earned)))).isEqualTo(posted);
    }

    @Test
    void aPaymentPostsFromReceivableToCash() {
        assertThat(text(Postings.ofManualPayment(cents(1200), false))).isEqualTo("receivable > cash_manual 1200");
    }

    @Test
    void aPaymentOfWhatWasWrittenOffPostsFromThere() {
        assertThat(text(Postings.ofManualPayment(cents(1200), true))).isEqualTo("write_off > cash_manual 1200");
    }

    @Test
    void whatIsWrittenOffIsReceivableNoMore() {
        assertThat(text(Postings.ofWriteOff(cents(1200)))).isEqualTo("receivable > write_off 1200");
    }

    @ParameterizedTest(name = "net {0}, applied {1}: {2}")
    @CsvSource({
        "1000, 300, 'revenue > receivable 1000, receivable > customer_credit 300'",
        "-300, -300, 'receivable > revenue 300, customer_credit > receivable 300'"
    })
    void whatIsAppliedIsReceivableNoMoreAndWhatIsGivenIsToTheCustomersCredit(long net, long applied, String posted) {
        assertThat(text(Postings.ofInvoice(earned(net), cents(0), cents(applied))))
                .isEqualTo(posted);
    }

    @ParameterizedTest(name = "granted {0}, purchased {1}: {2}")
    @CsvSource({
        "0, 0, ''",
        "300, 0, 'receivable > wallet_grants 300'",
        "300, 700, 'receivable > wallet_grants 300, receivable > wallet_liability 700'",
        "-300, -700, 'wallet_grants > receivable 300, wallet_liability > receivable 700'"
    })
    void whatWalletsPayIsACostWhereItWasGrantedAndOwedNoMoreWhereItWasBought(
            long granted, long purchased, String posted) {
        assertThat(text(Postings.ofWallets(cents(granted), cents(purchased)))).isEqualTo(posted);
    }

    @ParameterizedTest(name = "price {0}, applied {1}: {2}")
    @CsvSource({
        "1000, 0, 'wallet_liability > receivable 1000'",
        "1000, 400, 'wallet_liability > receivable 1000, receivable > customer_credit 400'",
        "-1000, -400, 'receivable > wallet_liability 1000, customer_credit > receivable 400'"
    })
    void whatIsSoldIsOwedInServicesAndNotEarned(long price, long applied, String posted) {
        assertThat(text(Postings.ofSaleOfCredits(cents(price), cents(applied)))).isEqualTo(posted);
    }

    @Test
    void whatExpiresIsEarnedAsBreakage() {
        assertThat(text(Postings.ofExpiry(cents(14)))).isEqualTo("breakage > wallet_liability 14");
    }

    @ParameterizedTest(name = "net {0}, tax {1}, applied {2}: {3}")
    @CsvSource({
        "1000, 200, 0, 'receivable > revenue 1000, receivable > tax_payable 200'",
        "1000, 200, 300, 'receivable > revenue 1000, receivable > tax_payable 200, customer_credit > receivable 300'",
        "-1000, -200, -1200, 'revenue > receivable 1000, tax_payable > receivable 200, receivable > customer_credit 1200'"
    })
    void aVoidInvoiceTakesBackWhatItPosted(long net, long tax, long applied, String posted) {
        assertThat(text(Postings.ofVoid(earned(net), cents(tax), cents(applied))))
                .isEqualTo(posted);
    }

    @ParameterizedTest(name = "net {0}, tax {1}, {2} to the balance, {3} back: {4}")
    @CsvSource({
        "1000, 200, 0, 0, 'receivable > revenue 1000, receivable > tax_payable 200'",
        "1000, 200, 0, 300, 'receivable > revenue 1000, receivable > tax_payable 200, cash_manual > receivable 300'",
        "1000, 0, 400, 600, 'receivable > revenue 1000, customer_credit > receivable 400, cash_manual > receivable 600'"
    })
    void aCreditNoteTakesBackWhatItsInvoicePostedAndGivesBackWhatWasSettled(
            long net, long tax, long returned, long refund, String posted) {
        assertThat(text(Postings.ofCreditNote(earned(net), cents(tax), cents(returned), cents(refund), cents(0))))
                .isEqualTo(posted);
    }

    @Test
    void whatACreditNoteGivesBackThroughAGatewayIsOnItsWay() {
        assertThat(text(Postings.ofCreditNote(earned(1000), cents(0), cents(0), cents(100), cents(300))))
                .isEqualTo("receivable > revenue 1000, cash_manual > receivable 100, refunds > receivable 300");
    }

    @ParameterizedTest(name = "{0} that settled and {1} that was too much out of {2}: {3}")
    @CsvSource({
        "100, 0, REFUNDS, 'refunds > receivable 100'",
        "100, 30, REFUNDS, 'refunds > receivable 100, refunds > customer_credit 30'",
        "0, 30, CASH_MANUAL, 'cash_manual > customer_credit 30'"
    })
    void whatGoesBackOfAPaymentIsOwedAgainAndWhatWasTooMuchIsCreditNoMore(
            long settled, long excess, Account outOf, String posted) {
        assertThat(text(Postings.ofRefund(cents(settled), cents(excess), outOf)))
                .isEqualTo(posted);
    }

    @ParameterizedTest(name = "{0} settle, {1} are credited, gone before {2}: {3}")
    @CsvSource({
        "100, 0, false, 'receivable > refunds 100'",
        "60, 40, false, 'receivable > refunds 60, customer_credit > refunds 40'",
        "0, 100, true, 'customer_credit > cash_stripe 100'"
    })
    void aRefundThatDidNotArriveIsHereAgain(long settles, long credited, boolean wasGone, String posted) {
        assertThat(text(Postings.ofRefundFailed(cents(settles), cents(credited), wasGone)))
                .isEqualTo(posted);
        assertThat(text(Postings.ofRefundGone(cents(settles + credited))))
                .isEqualTo("cash_stripe > refunds " + (settles + credited));
    }

    @ParameterizedTest(name = "{2} from {1} to {0}")
    @CsvSource({"RECEIVABLE, RECEIVABLE, 1", "RECEIVABLE, REVENUE, 0", "RECEIVABLE, REVENUE, -1"})
    void aTransferMovesSomethingToAnotherAccount(Account debit, Account credit, long minor) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Transfer(debit, credit, cents(minor)));
    }

    @Property
    void whatIsReceivableIsTheTotalAndWhatIsEarnedIsTheNet(
            @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long net,
            @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long tax) {
        List<Transfer> posted = Postings.ofInvoice(earned(net), cents(tax), cents(0));
        assertThat(balance(posted, Account.RECEIVABLE)).isEqualTo(net + tax);
        assertThat(balance(posted, Account.REVENUE)).isEqualTo(-net);
        assertThat(balance(posted, Account.TAX_PAYABLE)).isEqualTo(-tax);
        assertThat(posted).allMatch(transfer -> transfer.amount().signum() > 0);
    }

    @Property
    void aPaidInvoiceLeavesNothingReceivable(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long net,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long tax) {
        List<Transfer> posted = new java.util.ArrayList<>(Postings.ofInvoice(earned(net), cents(tax), cents(0)));
        posted.addAll(Postings.ofManualPayment(cents(net + tax), false));
        assertThat(balance(posted, Account.RECEIVABLE)).isZero();
        assertThat(balance(posted, Account.CASH_MANUAL)).isEqualTo(net + tax);
    }

    private static long balance(List<Transfer> transfers, Account account) {
        return transfers.stream()
                .mapToLong(transfer -> transfer.debit() == account
                        ? transfer.amount().minor()
                        : transfer.credit() == account ? -transfer.amount().minor() : 0)
                .sum();
    }

    @Test
    void everyAccountIsFoundByItsCode() {
        for (Account account : Account.values()) {
            assertThat(Account.of(account.code())).isEqualTo(account);
        }
    }
}
