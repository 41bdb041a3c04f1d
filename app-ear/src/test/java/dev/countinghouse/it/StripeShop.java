package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.net.Webhook;
import dev.countinghouse.stripedouble.StripeDouble;
import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant with an account of its own at the double of Stripe, in real time, and a customer in euros.
 *
 * @param key of the account
 * @param webhookSecret what the account's events are signed with
 */
record StripeShop(TestTenant tenant, StripeDouble stripe, String key, String webhookSecret, UUID customer) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A new tenant of the application that all tests share, which is connected. */
    static StripeShop open() {
        return open(TestTenant.register(), TestApplication.stripe(), TestApplication.baseUrl());
    }

    /** A new tenant that is connected; its events go to a server. */
    static StripeShop open(TestTenant tenant, StripeDouble stripe, URI server) {
        String key = "sk_test_" + TestTenant.unique();
        String secret = send(
                        stripe,
                        key,
                        "/v1/webhook_endpoints",
                        form(Map.of(
                                "url",
                                server.resolve("/api/v1/webhooks/stripe/" + tenant.slug())
                                        .toString()
                                        .replace("localhost", "127.0.0.1"),
                                "enabled_events[0]",
                                "*")))
                .path("secret")
                .asText();
        tenant.api().put("/payment-gateways/stripe", keys(key, secret)).expect(200);
        UUID customer = tenant.api()
                .post("/customers", Body.of("name", "Ada " + tenant.slug(), "currency", "EUR"))
                .expect(201)
                .id();
        return new StripeShop(tenant, stripe, key, secret, customer);
    }

    static Map<String, @Nullable Object> keys(String key, String webhookSecret) {
        return Body.of("secret_key", key, "webhook_secret", webhookSecret, "publishable_key", "pk_test_shop");
    }

    /** Connects it again, to collect {@code automatic} or {@code manual}. */
    void collects(String collection) {
        Object keys = Body.like(keys(key, webhookSecret), "collection", collection);
        api().put("/payment-gateways/stripe", keys).expect(200);
    }

    /** The same shop, reached through another server. */
    StripeShop at(URI server) {
        TestTenant there = new TestTenant(
                tenant.database(),
                tenant.slug(),
                tenant.email(),
                tenant.registration(),
                tenant.api().at(server));
        return new StripeShop(there, stripe, key, webhookSecret, customer);
    }

    Api api() {
        return tenant.api();
    }

    /** Attaches one of Stripe's test cards, which is the default if it is the first. */
    JsonNode card(String token) {
        return api().post(cards(), Body.of("gateway", "stripe", "token", token))
                .expect(201)
                .json();
    }

    String cards() {
        return "/customers/" + customer + "/payment-methods";
    }

    /** Finalizes an invoice of so many euros, without tax, and answers with its id. */
    UUID invoice(String euros) {
        return api().post(
                        "/invoices",
                        Body.of(
                                "customer_id",
                                customer,
                                "lines",
                                List.of(Body.of("description", "Work", "unit_amount", euros))))
                .expect(201)
                .id();
    }

    JsonNode read(UUID invoice) {
        return api().get("/invoices/" + invoice).expect(200).json();
    }

    List<JsonNode> attempts(UUID invoice) {
        return api().all("/payment-attempts?invoice_id=" + invoice);
    }

    /** Waits until the only attempt of an invoice stands so. */
    JsonNode awaitAttempt(UUID invoice, String status) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> attempts(invoice),
                        all -> all.size() == 1
                                && all.getFirst().path("status").asText().equals(status))
                .getFirst();
    }

    /** All that the account has charged, each as amount and status. */
    List<String> charged() {
        List<String> charges = new ArrayList<>();
        get("/v1/charges?limit=100")
                .path("data")
                .forEach(charge -> charges.add(charge.path("amount").asText() + " "
                        + charge.path("status").asText()));
        return charges;
    }

    /** The statuses of the account's payment intents, newest first. */
    List<String> intents() {
        List<String> statuses = new ArrayList<>();
        get("/v1/payment_intents?limit=100")
                .path("data")
                .forEach(intent -> statuses.add(intent.path("status").asText()));
        return statuses;
    }

    /** All events that the account has had, oldest first. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        get("/v1/events?limit=100").path("data").forEach(events::addFirst);
        return events;
    }

    /** Sends an event as Stripe does, signed by a secret. */
    Answer deliver(String event, String slug, String secret) {
        try {
            return deliver(event, slug, Webhook.Signature.generateSignatureHeader(event, secret), api());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends an event with whatever stands in the place of its signature. */
    Answer deliverAs(String event, String signature) {
        return deliver(event, tenant.slug(), signature, api());
    }

    private static Answer deliver(String event, String slug, String signature, Api client) {
        return Api.anonymous(client.base())
                .with("Stripe-Signature", signature)
                .send("POST", "/webhooks/stripe/" + slug, "application/json", BodyPublishers.ofString(event));
    }

    /** Sends an event of a payment, signed as this shop's are, that Stripe never made. */
    void tell(String type, String intent, String attempt) {
        Object payment = Body.like(Body.of("id", intent), "metadata", Body.of("countinghouse_attempt", attempt));
        String event = Body.text(
                Body.of("id", "evt_" + TestTenant.unique(), "type", type, "data", Body.of("object", payment)));
        deliver(event, tenant.slug(), webhookSecret).expect(204);
    }

    /** Pays a part of an invoice by hand. */
    void pay(UUID invoice, String euros) {
        Object amount = Body.of("amount", euros, "currency", "EUR");
        api().post("/invoices/" + invoice + "/payments", Body.of("amount", amount, "reference", TestTenant.unique()))
                .expect(201);
    }

    /** What stands to the customer's credit, in euros; empty where nothing ever did. */
    String credit() {
        return api().get("/customers/" + customer + "/credit-balance")
                .expect(200)
                .json()
                .at("/balances/0/amount")
                .asText();
    }

    /** That nothing of the books contradicts anything else. */
    void assertBooksHold() {
        Invariants.assertHold(tenant);
        JsonNode ledger = api().get("/ledger/verification").expect(200).json();
        assertThat(ledger.path("valid").asBoolean()).as("%s", ledger).isTrue();
    }

    /** From now on the customer's newest card is declined so. */
    void declines(String code) {
        String known = get("/v1/customers").at("/data/0/id").asText();
        String method = get("/v1/customers/" + known + "/payment_methods")
                .at("/data/0/id")
                .asText();
        control("payment_methods/" + method, Body.text(Body.of("decline", code)));
    }

    /** Orders a fault of the double. */
    void fault(String kind, String path, long millis) {
        control("faults", Body.text(Body.of("kind", kind, "method", "POST", "match", path, "millis", millis)));
    }

    /** The customer pays on a page of Stripe Checkout, with one of its test cards. */
    void pay(String url, String card) {
        HttpRequest post = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of("action", "pay", "card", card, "email", "ada@example.com"))))
                .build();
        try {
            CLIENT.send(post, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Orders so many faults in a row of what is asked of payment intents. */
    void faults(String kind, int times) {
        String path = "/v1/payment_intents";
        control("faults", Body.text(Body.of("kind", kind, "method", "POST", "match", path, "times", times)));
    }

    JsonNode control(String what, String json) {
        return send(stripe, key, "/_double/" + what, json);
    }

    JsonNode post(String path, Map<String, String> parameters) {
        return send(stripe, key, path, form(parameters));
    }

    JsonNode get(String path) {
        return answer(HttpRequest.newBuilder(stripe.baseUri().resolve(path)).header("Authorization", "Bearer " + key));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode send(StripeDouble stripe, String key, String path, String body) {
        return answer(HttpRequest.newBuilder(stripe.baseUri().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode answer(HttpRequest.Builder request) {
        try {
            return Body.parse(
                    CLIENT.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
