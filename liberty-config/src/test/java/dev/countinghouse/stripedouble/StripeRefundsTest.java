package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.RefundCreateParams;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeRefundsTest {
    private final Sdk sdk = Sdk.start();

    @AfterEach
    void stop() {
        sdk.close();
    }

    private Refund refund(PaymentIntent paid, long amount) throws StripeException {
        return sdk.v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .setAmount(amount)
                        .build());
    }

    private Charge charge(PaymentIntent paid) throws StripeException {
        return sdk.v1()
                .charges()
                .retrieve(
                        paid.getLatestCharge(),
                        ChargeRetrieveParams.builder().addExpand("refunds").build(),
                        null);
    }

    @Test
    void partsAreRefundedUntilNothingIsLeft() throws StripeException {
        PaymentIntent paid = sdk.pay(1_000, "pm_card_visa");
        refund(paid, 400);
        InvalidRequestException tooMuch = catchThrowableOfType(InvalidRequestException.class, () -> refund(paid, 601));
        assertThat(tooMuch.getParam()).isEqualTo("amount");
        Refund rest = sdk.v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .build());
        assertThat(rest.getAmount()).isEqualTo(600);
        Charge charge = charge(paid);
        assertThat(charge.getRefunded()).isTrue();
        assertThat(charge.getAmountRefunded()).isEqualTo(1_000);
        assertThat(charge.getRefunds().getData()).hasSize(2);
        InvalidRequestException nothingLeft =
                catchThrowableOfType(InvalidRequestException.class, () -> refund(paid, 1));
        assertThat(nothingLeft.getCode()).isEqualTo("charge_already_refunded");
    }

    @Test
    void aRefundTakesItsAmountFromTheBalanceAndReturnsNoFee() throws StripeException {
        Refund refund = refund(sdk.pay(1_000, "pm_card_visa"), 400);
        assertThat(sdk.v1()
                        .balanceTransactions()
                        .list(BalanceTransactionListParams.builder()
                                .setSource(refund.getId())
                                .build())
                        .getData())
                .singleElement()
                .satisfies(movement -> {
                    assertThat(movement.getNet()).isEqualTo(-400);
                    assertThat(movement.getFee()).isZero();
                });
    }

    @Test
    void aRefundThatTheBankSendsBackCanBeMadeAgain() throws StripeException, IOException {
        PaymentIntent paid = sdk.pay(1_000, "pm_card_visa");
        Refund refund = refund(paid, 1_000);
        sdk.control("refunds/" + refund.getId(), "{\"outcome\": \"failed\"}");
        assertThat(sdk.v1().refunds().retrieve(refund.getId()).getStatus()).isEqualTo("failed");
        assertThat(charge(paid).getRefunded()).isFalse();
        assertThat(refund(paid, 1_000).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aPendingRefundSucceedsLater() throws StripeException, IOException {
        Refund refund = refund(sdk.pay(1_000, "pm_card_pendingRefund"), 1_000);
        assertThat(refund.getStatus()).isEqualTo("pending");
        sdk.control("refunds/" + refund.getId(), "{\"outcome\": \"succeeded\"}");
        assertThat(sdk.v1().refunds().retrieve(refund.getId()).getStatus()).isEqualTo("succeeded");
    }

    private Dispute dispute(PaymentIntent paid) throws StripeException {
        return sdk.v1()
                .disputes()
                .list(DisputeListParams.builder().setPaymentIntent(paid.getId()).build())
                .getData()
                .getFirst();
    }

    @Test
    void aDisputedPaymentLosesItsMoneyAndCannotBeRefunded() throws StripeException {
        PaymentIntent paid = sdk.pay(1_000, "pm_card_createDispute");
        Dispute dispute = dispute(paid);
        assertThat(dispute.getStatus()).isEqualTo("needs_response");
        assertThat(dispute.getBalanceTransactions().getFirst().getNet()).isEqualTo(-1_000 - 1_500);
        assertThat(charge(paid).getDisputed()).isTrue();
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, () -> refund(paid, 100));
        assertThat(refused.getCode()).isEqualTo("charge_disputed");
    }

    @ParameterizedTest
    @CsvSource({"winning_evidence, won, 2", "losing_evidence, lost, 1", "the parcel arrived, under_review, 1"})
    void evidenceDecides(String evidence, String status, int movements) throws StripeException {
        Dispute dispute = dispute(sdk.pay(1_000, "pm_card_createDispute"));
        Dispute answered = sdk.v1()
                .disputes()
                .update(
                        dispute.getId(),
                        DisputeUpdateParams.builder()
                                .setEvidence(DisputeUpdateParams.Evidence.builder()
                                        .setUncategorizedText(evidence)
                                        .build())
                                .build());
        assertThat(answered.getStatus()).isEqualTo(status);
        assertThat(answered.getBalanceTransactions()).hasSize(movements);
    }

    @ParameterizedTest
    @CsvSource({"won", "lost"})
    void theBankDecidesWhenItIsTold(String outcome) throws StripeException, IOException {
        Dispute dispute = dispute(sdk.pay(1_000, "pm_card_createDisputeProductNotReceived"));
        assertThat(dispute.getReason()).isEqualTo("product_not_received");
        sdk.control("disputes/" + dispute.getId(), "{\"outcome\": \"%s\"}".formatted(outcome));
        assertThat(sdk.v1().disputes().retrieve(dispute.getId()).getStatus()).isEqualTo(outcome);
    }

    @Test
    void whoClosesADisputeLosesIt() throws StripeException {
        Dispute dispute = dispute(sdk.pay(1_000, "pm_card_createDispute"));
        assertThat(sdk.v1().disputes().close(dispute.getId()).getStatus()).isEqualTo("lost");
    }

    @Test
    void anInquiryTakesNoMoneyUntilItIsLost() throws StripeException, IOException {
        PaymentIntent paid = sdk.pay(1_000, "pm_card_createDisputeInquiry");
        Dispute inquiry = dispute(paid);
        assertThat(inquiry.getStatus()).isEqualTo("warning_needs_response");
        assertThat(inquiry.getBalanceTransactions()).isEmpty();
        sdk.control("disputes/" + inquiry.getId(), "{\"outcome\": \"lost\"}");
        assertThat(dispute(paid).getBalanceTransactions()).hasSize(1);
    }
}
