package dev.countinghouse.payments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/** What happens to one invoice that is collected through Stripe, as chance will have it. */
final class CollectionHistory {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Tenant TENANT = new Tenant(new UUID(0, 1), "t", "tenant_t", "1.x", false);
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String INTENTS = "/v1/payment_intents";
    private static final int STEPS_TO_AN_END = 400;
    private static final int DEPTH_MAX = 2;
    private static final List<String> CARDS = List.of(
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_authenticationRequired",
            "pm_card_chargeCustomerFail");
    private static final List<String> FAULTS =
            List.of("error_before", "error_after", "hang_after", "rate_limit", "processing");
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(61),
            Duration.ofSeconds(121),
            Duration.ofMinutes(11),
            Duration.ofHours(1),
            Duration.ofHours(23),
            Duration.ofHours(25),
            Duration.ofDays(7));

    private final URI base;
    private final String key = "sk_test_" + UUID.randomUUID();
    private final SettableClock clock;
    private final SplittableRandom random;
    private final CollectionBooks books;
    private final Collector collector = new Collector();
    private final List<String> said = new ArrayList<>();
    private int depth;
    private boolean calm;

    /** This server is no more. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    CollectionHistory(URI base, SettableClock clock, SplittableRandom random) {
        this.base = base;
        this.clock = clock;
        this.random = random;
        StripeGateway gateway = new StripeGateway();
        gateway.apiBase = Optional.of(base.toString());
        GatewayAccount account = new GatewayAccount("acct/test", false, key, true, null);
        UUID customer = UUID.randomUUID();
        StripeGateway.Attached card = gateway.attach(account, customer, null, say(pick(CARDS)));
        PaymentMethod method = new PaymentMethod(customer, account.account(), card, clock.instant());
        books = new CollectionBooks(account, method, new Money(random.nextLong(50, 100_000), EUR));
        collector.run = books.run(clock);
        collector.charges = new Unsteady();
        collector.charges.stripe = gateway;
        collector.charges.clock = clock;
    }

    /** Stripe as it is reached by servers that are held up, or die, before or after they ask; another one goes on meanwhile. */
    private final class Unsteady extends StripeCharges {
        @Override
        GatewayAnswer ask(Charge charge) {
            disturb();
            GatewayAnswer answer = super.ask(charge);
            say("told " + answer.status());
            disturb();
            return answer;
        }

        private void disturb() {
            int chance = calm ? 0 : random.nextInt(10);
            if (chance == 1) {
                say("dies");
                throw new Died();
            }
            if (chance == 2 && depth < DEPTH_MAX) {
                depth++;
                say("is held up");
                CollectionHistory.this.clock.advance(pick(WAITS.subList(0, 4)));
                for (int i = random.nextInt(1, 3); i > 0; i--) {
                    step();
                }
                say("goes on");
                depth--;
            }
        }
    }

    /** So many things happen. */
    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> collect(false);
            case 2 -> collect(true);
            case 3, 4 -> order(pick(FAULTS));
            case 5 -> clock.advance(pick(WAITS));
            case 6 -> tell();
            case 7 -> settle();
            case 8 -> payByHand();
            case 9 -> authenticate();
            default -> {
                clock.advance(pick(WAITS.subList(0, 4)));
                advance();
            }
        }
    }

    /** Somebody collects: an attempt is made, unless one is open. */
    private void collect(boolean insists) {
        Optional<PaymentAttempt> open = books.open();
        if (open.isPresent() && insists && open.get().status() == AttemptStatus.REQUIRES_ACTION) {
            guarded("give up", () -> collector.giveUp(open.get().id()));
        }
        if (books.open().isEmpty() && books.due.signum() > 0 && books.attempts.size() < 3) {
            PaymentAttempt attempt = new PaymentAttempt(
                    newId(),
                    books.invoiceId,
                    books.method,
                    books.due,
                    new PaymentAttempt.Times(clock.instant(), clock.instant()));
            books.attempts.put(attempt.id(), attempt);
            say("attempt");
        }
        advance();
    }

    /** As {@code Ids.next()} makes them, by this clock. */
    private UUID newId() {
        long made = clock.instant().toEpochMilli();
        return new UUID(made << 16 | 7 << 12 | random.nextInt(1 << 12), 1L << 63 | random.nextLong() >>> 2);
    }

    private void advance() {
        books.open().ifPresent(attempt -> guarded("ask", () -> collector.advance(attempt.id())));
    }

    private void guarded(String what, Runnable asking) {
        int before = depth;
        try {
            say(what);
            CurrentScope.run(Scope.of(TENANT), asking);
        } catch (Died e) {
            depth = before;
        }
    }

    private void order(String fault) {
        say("fault " + fault);
        http("/_double/faults", Json.write(Map.of("kind", fault, "match", INTENTS, "times", random.nextInt(1, 3))));
    }

    /** An event came: it may be true or not. */
    private void tell() {
        books.open().ifPresent(attempt -> attempt.toldOf(clock.instant()));
    }

    private void payByHand() {
        if (random.nextInt(3) == 0) {
            say("paid by hand");
            books.due = random.nextBoolean() ? Money.zero(EUR) : new Money(books.due.minor() / 2, EUR);
        }
    }

    /** What was in progress at Stripe comes to its end. */
    private void settle() {
        String outcome = random.nextBoolean() ? "succeed" : "insufficient_funds";
        for (JsonNode intent : intents()) {
            if (is(intent, "processing")) {
                say("settled: " + outcome);
                http("/_double/payment_intents/" + intent.path("id").asText(), Json.write(Map.of("settle", outcome)));
            }
        }
    }

    /** The customer does what his bank wants. */
    private void authenticate() {
        for (JsonNode intent : intents()) {
            if (is(intent, "requires_payment_method")) {
                String path = INTENTS + "/" + intent.path("id").asText();
                String method =
                        intent.at("/last_payment_error/payment_method/id").asText();
                http(path + "/confirm", form(Map.of("payment_method", method, "return_url", "https://shop.example/")));
                http("/_double/payment_intents/" + intent.path("id").asText(), "{\"authenticate\": \"succeed\"}");
                say("authenticated");
            }
        }
    }

    /** Nothing goes wrong any more, and time passes. */
    void comeToAnEnd() {
        calm = true;
        say("calm");
        for (int i = 0; i < STEPS_TO_AN_END && books.open().isPresent(); i++) {
            if (i > 20) {
                settle();
            }
            PaymentAttempt attempt = books.open().get();
            Duration wait = Duration.between(clock.instant(), Objects.requireNonNull(attempt.nextCheckAt()));
            clock.advance(wait.isNegative() ? Duration.ZERO : wait);
            if (attempt.status() == AttemptStatus.REQUIRES_ACTION) {
                clock.advance(Duration.ofDays(2)); // not every hour of his week
            }
            advance();
        }
    }

    List<AttemptStatus> open() {
        return books.open().stream().map(PaymentAttempt::status).toList();
    }

    /** What stands in the books, as Stripe calls it, and how much it is. */
    List<String> booked() {
        return books.booked;
    }

    long succeeded() {
        return books.attempts.values().stream()
                .filter(attempt -> attempt.status() == AttemptStatus.SUCCEEDED)
                .count();
    }

    /** What Stripe has received. */
    List<String> received() {
        return intents().stream()
                .filter(intent -> is(intent, "succeeded"))
                .map(intent -> intent.path("id").asText() + " "
                        + intent.path("amount_received").asText())
                .toList();
    }

    /** What could be paid still. */
    List<String> chargeable() {
        return intents().stream()
                .filter(intent -> !is(intent, "succeeded") && !is(intent, "canceled"))
                .map(intent -> intent.path("status").asText())
                .toList();
    }

    List<String> said() {
        return said;
    }

    private String say(String what) {
        said.add(what);
        return what;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static boolean is(JsonNode intent, String status) {
        return intent.path("status").asText().equals(status);
    }

    /** All there are; a fault that was ordered may meet this question instead. */
    private List<JsonNode> intents() {
        JsonNode page;
        do {
            page = answer(HttpRequest.newBuilder(base.resolve(INTENTS + "?limit=100"))
                    .header("Authorization", "Bearer " + key)
                    .GET());
        } while (!page.has("data"));
        return page.path("data").valueStream().toList();
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void http(String path, String body) {
        answer(HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode answer(HttpRequest.Builder request) {
        try {
            return Json.MAPPER.readTree(
                    CLIENT.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return Json.MAPPER.missingNode(); // an ordered fault met our own question
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
