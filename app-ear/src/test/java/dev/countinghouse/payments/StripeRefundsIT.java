package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.LinkStatus;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.stripedouble.StripeDouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of refunds and payment links, over HTTP with a double of Stripe. */
class StripeRefundsIT {

    private static final String KEY = "sk_test_refunds";
    private static final String REFUNDS = "/v1/refunds";
    private static final String SESSIONS = "/v1/checkout/sessions";

    private static final UUID TENANT = Ids.next();

    private final StripeDouble stripe = StripeDouble.start(StripeDouble.Settings.of(0, null));
    private final StripeGateway gateway = new StripeGateway();
    private final StripeRefunds refunds = new StripeRefunds();
    private final StripeLinks links = new StripeLinks();
    private final GatewayAccount account = new GatewayAccount("acct/test", false, KEY, true, null);

    StripeRefundsIT() {
        gateway.apiBase = Optional.of(stripe.baseUri().toString());
        refunds.stripe = gateway;
        refunds.clock = Clock.systemUTC();
        links.stripe = gateway;
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    private static Money cents(long minor) {
        return new Money(minor, Currency.getInstance("EUR"));
    }

    /** A payment of ten euros. */
    private String payment() {
        StripeGateway.Attached card = gateway.attach(account, Ids.next(), null, "pm_card_visa");
        StripeCharges charges = new StripeCharges();
        charges.stripe = gateway;
        charges.clock = Clock.systemUTC();
        Charge charge = Charges.of(account, card, cents(1000));
        return Objects.requireNonNull(charges.ask(charge).reference());
    }

    private RefundRequest request(String payment, long minor) {
        return new RefundRequest(Ids.next(), account, payment, cents(minor), null, true, false, Instant.MAX);
    }

    /** The same, to be asked about. */
    private static RefundRequest again(RefundRequest request, @Nullable String reference, boolean keyHolds) {
        return again(request, reference, keyHolds, false);
    }

    private static RefundRequest again(
            RefundRequest request, @Nullable String reference, boolean keyHolds, boolean gone) {
        return new RefundRequest(
                request.refundId(),
                request.account(),
                request.payment(),
                request.amount(),
                reference,
                keyHolds,
                gone,
                request.askBefore());
    }

    private LinkRequest link(boolean close, LinkRequest... before) {
        return new LinkRequest(
                before.length == 0 ? Ids.next() : before[0].linkId(),
                account,
                TENANT,
                "INV-2",
                cents(500),
                null,
                "https://shop.example/paid",
                null,
                null,
                Instant.now(),
                true,
                close);
    }

    private LinkRequest link(String reference, long minor) {
        return new LinkRequest(
                Ids.next(),
                account,
                TENANT,
                "INV-2",
                cents(minor),
                null,
                "https://shop.example/paid",
                null,
                reference,
                Instant.now(),
                true,
                false);
    }

    private JsonNode http(String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stripe.baseUri().resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json");
        return send(json == null ? request.GET() : request.POST(BodyPublishers.ofString(json)));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body = client.send(request.build(), BodyHandlers.ofString()).body();
            return body.startsWith("{") ? Json.MAPPER.readTree(body) : Json.MAPPER.nullNode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fault(String kind, String path) {
        http("/_double/faults", Json.write(Map.of("kind", kind, "method", "POST", "match", path, "times", 1)));
    }

    private void pay(@Nullable String url) {
        send(HttpRequest.newBuilder(URI.create(Objects.requireNonNull(url)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("action=pay&card=pm_card_visa&email=ada%40example.com")));
    }

    @Test
    void whatIsAskedForAgainGoesBackOnceAndMoreThanThereIsNever() {
        String payment = payment();
        RefundRequest request = request(payment, 600);
        RefundAnswer answer = refunds.ask(request);
        assertThat(answer.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(refunds.ask(again(request, null, true))).isEqualTo(answer);
        assertThat(refunds.ask(again(request, answer.reference(), false))).isEqualTo(answer);
        RefundAnswer tooMuch = refunds.ask(request(payment, 401));
        assertThat(tooMuch.status()).isEqualTo(RefundStatus.FAILED);
        assertThat(tooMuch.why().code()).isNotNull();
        assertThat(http(REFUNDS, null).path("data")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error_after", "rate_limit", "error_before"})
    void noAnswerIsFoundOutLater(String fault) {
        RefundRequest request = request(payment(), 100);
        fault(fault, REFUNDS);
        RefundAnswer lost = refunds.ask(request);
        assertThat(lost.status()).isEqualTo(RefundStatus.UNKNOWN);
        RefundAnswer late = refunds.ask(again(request, null, false));
        assertThat(late.status()).isEqualTo(fault.equals("error_after") ? RefundStatus.SUCCEEDED : RefundStatus.FAILED);
        assertThat(http(REFUNDS, null).path("data")).hasSize(fault.equals("error_after") ? 1 : 0);
    }

    @Test
    void whatABankSendsBackHasFailed() {
        RefundRequest request = request(payment(), 100);
        String reference = Objects.requireNonNull(refunds.ask(request).reference());
        http("/_double/refunds/" + reference, "{\"outcome\": \"failed\"}");
        RefundAnswer answer = refunds.ask(again(request, reference, true));
        assertThat(answer.status()).isEqualTo(RefundStatus.FAILED);
        assertThat(answer.why().code()).isEqualTo("expired_or_canceled_card");
    }

    @Test
    void aServerThatWasHeldUpGivesNothingBack() {
        RefundRequest request = request(payment(), 100);
        RefundAnswer answer = refunds.ask(new RefundRequest(
                request.refundId(), account, request.payment(), request.amount(), null, true, false, Instant.now()));
        assertThat(answer.status()).isEqualTo(RefundStatus.UNKNOWN);
        assertThat(http(REFUNDS, null).path("data")).isEmpty();
    }

    @Test
    void whatStripeHasForgottenIsNotGivenBackAgainAndHasFailedUnlessItWentOut() {
        RefundRequest request = request(payment(), 100);
        assertThat(refunds.ask(again(request, "re_gone", true)).status()).isEqualTo(RefundStatus.UNKNOWN);
        assertThat(refunds.ask(again(request, "re_gone", false, true)).status()).isEqualTo(RefundStatus.UNKNOWN);
        RefundAnswer lost = refunds.ask(again(request, "re_gone", false));
        assertThat(lost.status()).isEqualTo(RefundStatus.FAILED);
        assertThat(lost.why().code()).isEqualTo("not_received");
        RefundRequest ofNothing = request("pi_gone", 100);
        assertThat(refunds.ask(again(ofNothing, "re_gone", false)).why().code()).isEqualTo("not_received");
        assertThat(http(REFUNDS, null).path("data")).isEmpty();
    }

    @Test
    void aPageThatStripeHasForgottenIsOver() {
        assertThat(links.ask(link("cs_gone", 500)).status()).isEqualTo(LinkStatus.EXPIRED);
    }

    @Test
    void whatWasPaidOnAPageIsTakenThoughItIsAnotherAmount() {
        LinkAnswer.Page page = Objects.requireNonNull(links.ask(link(false)).page());
        pay(page.url());
        LinkAnswer paid = links.ask(link(page.reference(), 600));
        assertThat(paid.status()).isEqualTo(LinkStatus.PAID);
        assertThat(paid.received()).isEqualTo(cents(500));
        assertThat(http("/v1/payment_intents", null)
                        .at("/data/0/metadata/countinghouse_tenant")
                        .asText())
                .isEqualTo(TENANT.toString());
    }

    @Test
    void aPageIsOpenUntilItIsPaidOnAndThenItIsNotClosed() {
        LinkRequest request = link(false);
        LinkAnswer open = links.ask(request);
        assertThat(open.status()).isEqualTo(LinkStatus.OPEN);
        LinkAnswer.Page page = Objects.requireNonNull(open.page());
        pay(page.url());
        LinkAnswer paid = links.ask(link(true, request));
        assertThat(paid.status()).isEqualTo(LinkStatus.PAID);
        assertThat(paid.payment()).startsWith("pi_");
        assertThat(Objects.requireNonNull(paid.page()).reference()).isEqualTo(page.reference());
    }

    @Test
    void aPageThatNobodyHasPaidOnIsClosedForGood() {
        LinkRequest request = link(false);
        String url = Objects.requireNonNull(links.ask(request).page()).url();
        assertThat(links.ask(link(true, request)).status()).isEqualTo(LinkStatus.EXPIRED);
        pay(url);
        assertThat(links.ask(link(false, request)).status()).isEqualTo(LinkStatus.EXPIRED);
    }

    @Test
    void aPageOfWhichTheAnswerIsLostIsFoundAndNoneIsMadeWhenNoneIsWanted() {
        LinkRequest request = link(false);
        fault("error_after", SESSIONS);
        assertThat(links.ask(request).status()).isEqualTo(LinkStatus.CREATED);
        assertThat(links.ask(link(false, request)).status()).isEqualTo(LinkStatus.OPEN);
        LinkAnswer none = links.ask(link(true));
        assertThat(none.status()).isEqualTo(LinkStatus.FAILED);
        assertThat(http(SESSIONS, null).path("data")).hasSize(1);
    }
}
