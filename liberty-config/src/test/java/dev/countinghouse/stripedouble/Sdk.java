package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.service.V1Services;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A running double, and stripe-java talking to it; every answer is held against what Stripe publishes. */
final class Sdk implements AutoCloseable {
    private static final String KEY = "sk_test_of_these_tests";

    private final StripeDouble stripe;
    private final StripeClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    private Sdk(StripeDouble stripe) {
        this.stripe = stripe;
        this.client = StripeClient.builder()
                .setApiKey(KEY)
                .setApiBase(stripe.baseUri().toString())
                .setMaxNetworkRetries(0)
                .setHttpClient(new Checked())
                .build();
    }

    static Sdk start() {
        return start(null);
    }

    static Sdk start(@Nullable Path journal) {
        return new Sdk(StripeDouble.start(
                new StripeDouble.Settings(0, journal, "tests", Clock.systemUTC(), Duration.ofMillis(5), 6)));
    }

    private static final class Checked extends HttpURLConnectionClient {
        @Override
        public StripeResponse request(StripeRequest request) throws com.stripe.exception.ApiConnectionException {
            StripeResponse response = super.request(request);
            AnswerShapes.check(response.body());
            return response;
        }
    }

    V1Services v1() {
        return client.v1();
    }

    URI base() {
        return stripe.baseUri();
    }

    static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    Customer customer() throws StripeException {
        return v1().customers()
                .create(CustomerCreateParams.builder()
                        .setName("Ada")
                        .setEmail("ada@example.com")
                        .putMetadata("tenant", "acme")
                        .build());
    }

    /** A card that is the customer's. */
    PaymentMethod card(Customer customer, String token) throws StripeException {
        return v1().paymentMethods()
                .attach(
                        token,
                        PaymentMethodAttachParams.builder()
                                .setCustomer(customer.getId())
                                .build());
    }

    static PaymentIntentCreateParams.Builder payment(long amount, String card) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency("eur")
                .setPaymentMethod(card)
                .addPaymentMethodType("card")
                .setConfirm(true);
    }

    PaymentIntent pay(long amount, String card) throws StripeException {
        return v1().paymentIntents().create(payment(amount, card).build());
    }

    /** Says something to the control interface; answers with its answer. */
    JsonNode control(String path, String json) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve("/_double/" + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return Templates.JSON.readTree(answer.body());
    }

    JsonNode ask(String path) throws IOException {
        return Templates.JSON.readTree(send(HttpRequest.newBuilder(base().resolve("/_double/" + path))
                        .header("Authorization", "Bearer " + KEY))
                .body());
    }

    HttpResponse<String> page(String url) throws IOException {
        return send(HttpRequest.newBuilder(base().resolve(url)));
    }

    /** Sends a form of a page, as a click does; redirects are not followed. */
    HttpResponse<String> click(String url, Map<String, String> fields) throws IOException {
        return send(HttpRequest.newBuilder(base().resolve(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    /** A request past the SDK. */
    HttpResponse<String> raw(String method, String path, String form, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base().resolve(path)).method(method, HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return send(request);
    }

    static Map<String, String> authorized() {
        return Map.of("Authorization", "Bearer " + KEY);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.shutdownNow();
        stripe.close();
    }
}
