package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What tests say to the double, not to Stripe: which faults come next, how time passes, how a bank decides. Bodies and answers
 * are JSON; the key in the {@code Authorization} header chooses the account, as in the API.
 */
final class Control {
    private static final int ID_POSITION = 3;

    private final Accounts accounts;

    Control(Accounts accounts) {
        this.accounts = accounts;
    }

    Reply answer(Request request) {
        Account account = accounts.of(Keys.of(request.headers()));
        List<String> parts = List.of(request.path().split("/", -1));
        String what = request.method() + " " + parts.get(2);
        boolean single = parts.size() == ID_POSITION + 1;
        if (!single && parts.size() != ID_POSITION) {
            throw StripeError.noSuchUrl(request.method(), request.path());
        }
        String id = single ? parts.get(ID_POSITION) : "";
        return switch (what) {
            case "GET requests" -> requests(account);
            case "GET deliveries" -> deliveries(account);
            case "GET clock" -> clock(account);
            case "POST clock" -> advance(account, json(request), "");
            case "POST faults" -> fault(account, json(request));
            case "GET held" -> Reply.json(Templates.JSON.createObjectNode().put("held", account.faults.waiting()));
            case "POST release" -> released(account);
            case "POST reset" -> reset(account);
            case "POST disputes" ->
                change(account, Disputes.KIND, id, (unit, dispute) -> {
                    String outcome = text(json(request), "outcome", List.of("won", "lost"));
                    Disputes.resolve(unit, dispute, "won".equals(outcome));
                });
            case "POST refunds" ->
                change(account, Refunds.KIND, id, (unit, refund) -> {
                    String outcome = text(json(request), "outcome", List.of("succeeded", "failed"));
                    Refunds.settle(unit, refund, "succeeded".equals(outcome));
                });
            case "POST payment_methods" ->
                change(account, PaymentMethods.KIND, id, (unit, method) -> decline(unit, id, json(request)));
            case "POST payment_intents" ->
                change(account, PaymentIntents.KIND, id, (unit, intent) -> settle(unit, intent, json(request)));
            case "POST setup_intents" ->
                change(account, SetupIntents.KIND, id, (unit, intent) -> {
                    String outcome = text(json(request), "authenticate", List.of("succeed", "fail"));
                    SetupIntents.authenticated(unit, intent, "succeed".equals(outcome));
                });
            default -> throw StripeError.noSuchUrl(request.method(), request.path());
        };
    }

    private static JsonNode json(Request request) {
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            // a form of a page of the web cannot say so
            throw StripeError.invalid("The control interface takes application/json");
        }
        try {
            JsonNode body = Templates.JSON.readTree(request.body());
            if (body instanceof ObjectNode) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw StripeError.invalid("The body must be one JSON object");
    }

    private static String text(JsonNode body, String name, List<String> allowed) {
        String value = body.path(name).asText();
        if (!allowed.contains(value)) {
            throw StripeError.invalidParam(name, "%s must be one of %s".formatted(name, String.join(", ", allowed)));
        }
        return value;
    }

    @FunctionalInterface
    private interface Alteration {
        void of(Unit unit, ObjectNode object);
    }

    private Reply change(Account account, String kind, String id, Alteration alteration) {
        account.lock.lock();
        try {
            Unit unit = accounts.begin(account);
            ObjectNode object = unit.get(kind, id, "id");
            alteration.of(unit, object);
            accounts.commit(unit);
            return Reply.json(object);
        } finally {
            account.lock.unlock();
        }
    }

    private static Reply requests(Account account) {
        return list(account, all -> account.requests().forEach(all::add));
    }

    private Reply deliveries(Account account) {
        return list(
                account,
                all -> accounts.webhooks()
                        .attempts(account)
                        .forEach(attempt -> all.addObject()
                                .put("event", attempt.event())
                                .put("type", attempt.type())
                                .put("endpoint", attempt.endpoint())
                                .put("status", attempt.status())));
    }

    private static Reply list(Account account, Consumer<ArrayNode> fill) {
        ObjectNode answer = Templates.JSON.createObjectNode();
        account.lock.lock();
        try {
            fill.accept(answer.putArray("data"));
        } finally {
            account.lock.unlock();
        }
        return Reply.json(answer);
    }

    private static Reply clock(Account account) {
        return Reply.json(Templates.JSON
                .createObjectNode()
                .put("now", account.now().getEpochSecond())
                .put("at", account.now().toString()));
    }

    /** {@code {"advance": "P31D"}} or {@code {"to": "2027-01-01T00:00:00Z"}}. */
    private Reply advance(Account account, JsonNode body, String base) {
        try {
            Instant to = body.has("to")
                    ? Instant.parse(body.path("to").asText())
                    : account.now().plus(Duration.parse(body.path("advance").asText()));
            if (to.isBefore(account.now().minusSeconds(1))) {
                throw StripeError.invalid("Time does not go back");
            }
            Renewals.advance(accounts, account, to.getEpochSecond(), base);
            return clock(account);
        } catch (DateTimeException e) {
            throw StripeError.invalid(
                    "Say advance as a duration (P31D, PT1H) or to as a moment (2027-01-01T00:00:00Z)");
        }
    }

    private static Reply fault(Account account, JsonNode body) {
        List<String> kinds = java.util.Arrays.stream(Faults.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        String kind = text(body, "kind", kinds);
        account.faults.add(new Faults.Spec(
                Faults.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                body.path("method").asText(),
                body.path("match").asText(),
                Math.max(1, body.path("times").asLong(1)),
                Math.max(0, body.path("millis").asLong(0))));
        return done();
    }

    private static Reply released(Account account) {
        account.faults.release();
        return done();
    }

    private Reply reset(Account account) {
        account.lock.lock();
        try {
            accounts.clear(account);
        } finally {
            account.lock.unlock();
        }
        return done();
    }

    private static Reply done() {
        return Reply.json(Templates.JSON.createObjectNode().put("done", true));
    }

    /** {@code {"decline": "insufficient_funds"}}: the card does so from now on; empty for what the test card does. */
    private static void decline(Unit unit, String id, JsonNode body) {
        String code = body.path("decline").asText();
        unit.hidden(id).put("decline", code.isEmpty() ? "" : Decline.of(code).declineCode());
    }

    /** {@code {"authenticate": "succeed"}} or, for a payment in progress, {@code {"settle": "insufficient_funds"}}. */
    private static void settle(Unit unit, ObjectNode intent, JsonNode body) {
        Confirmation confirmation = new Confirmation(unit, "");
        if (body.has("authenticate")) {
            confirmation.authenticated(
                    intent, "succeed".equals(text(body, "authenticate", List.of("succeed", "fail"))));
            return;
        }
        String word = body.path("settle").asText();
        @Nullable Decline decline = "succeed".equals(word) ? null : Decline.of(word);
        confirmation.settle(intent, decline);
    }
}
