package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the SDKs talk to: keys, versions, idempotency and faults for every operation alike. */
final class Api {
    private static final int OK = 200;
    private static final int KEY_MAX = 255;
    private static final long HOLD_MAX_MILLIS = 600_000;

    private final Accounts accounts;
    private final String base;
    private final Routes routes = new Routes();

    Api(Accounts accounts, String base) {
        this.accounts = accounts;
        this.base = base;
        OwnAccount.addTo(routes);
        Customers.addTo(routes);
        PaymentMethods.addTo(routes);
        SetupIntents.addTo(routes);
        PaymentIntents.addTo(routes);
        Charges.addTo(routes);
        Refunds.addTo(routes);
        Disputes.addTo(routes);
        Catalog.addTo(routes);
        Subscriptions.addTo(routes);
        Invoices.addTo(routes);
        CheckoutSessions.addTo(routes);
        PortalSessions.addTo(routes);
        WebhookEndpoints.addTo(routes);
    }

    Reply answer(Request request) {
        Account account = accounts.of(Keys.of(request.headers()));
        String id = requestId(account);
        Reply reply;
        try {
            requireKnownHeaders(request);
            reply = answer(account, request, id);
        } catch (StripeError e) {
            reply = Reply.json(e.status(), e.body().toString());
        }
        log(account, request, id, reply.status());
        Reply told = reply.headers().containsKey("Request-Id") ? reply : reply.with("Request-Id", id);
        return told.with("Stripe-Version", StripeDouble.API_VERSION);
    }

    /** Not of the counter of objects: a request that is only read must not change later ids. */
    private static String requestId(Account account) {
        return "req_"
                + Ids.text(
                        account.name()
                                + System.nanoTime()
                                + Thread.currentThread().threadId(),
                        14);
    }

    private static void requireKnownHeaders(Request request) {
        String version = request.header("Stripe-Version");
        if (version != null && !version.equals(StripeDouble.API_VERSION)) {
            throw StripeError.invalid("Invalid Stripe API version: %s. This double speaks %s only."
                    .formatted(version, StripeDouble.API_VERSION));
        }
        if (request.header("Stripe-Account") != null) {
            throw StripeError.invalid("This double has no connected accounts (Stripe-Account).");
        }
    }

    private Reply answer(Account account, Request request, String id) {
        Routes.Match match = routes.match(request.method(), request.path());
        ObjectNode parameters = request.parameters();
        Faults.Strike strike = account.faults.ofRequest(request.method(), request.path());
        if (strike != null && strike.kind() == Faults.Kind.RATE_LIMIT) {
            throw StripeError.rateLimit();
        }
        String key = "POST".equals(request.method()) ? request.header("Idempotency-Key") : null;
        if (key != null && (key.isEmpty() || key.length() > KEY_MAX)) {
            throw StripeError.invalid("Idempotency keys are 1 to 255 characters long.");
        }
        if (key == null) {
            Caller caller = new Caller(id, null, "");
            return struck(account, strike, () -> perform(account, match, parameters, caller), caller);
        }
        String fingerprint = fingerprint(request);
        IdempotencyKeys.Stored known = account.keys.begin(key, fingerprint, accounts.realSeconds());
        if (known != null) {
            return Reply.json(known.status(), known.body())
                    .with("Idempotent-Replayed", "true")
                    .with("Idempotency-Key", key)
                    .with("Original-Request", known.request())
                    .with("Request-Id", id);
        }
        try {
            Caller caller = new Caller(id, key, fingerprint);
            return struck(account, strike, () -> perform(account, match, parameters, caller), caller)
                    .with("Idempotency-Key", key);
        } finally {
            account.keys.release(key);
        }
    }

    private static String fingerprint(Request request) {
        return HexFormat.of().formatHex(Ids.sha256(request.method() + " " + request.path() + "\n" + request.encoded()));
    }

    private record Caller(String id, @Nullable String key, String fingerprint) {}

    private interface Work {
        Reply run();
    }

    private Reply struck(Account account, Faults.@Nullable Strike strike, Work work, Caller caller) {
        if (strike == null) {
            return work.run();
        }
        return switch (strike.kind()) {
            case ERROR_BEFORE -> broken(account, caller);
            case ERROR_AFTER -> {
                work.run();
                yield broken(account, caller);
            }
            case HANG_AFTER -> {
                work.run();
                account.faults.hold(strike.millis());
                yield Reply.nothing();
            }
            case HOLD -> {
                account.faults.hold(HOLD_MAX_MILLIS);
                yield work.run();
            }
            default -> work.run();
        };
    }

    /** A failure that was ordered; under the same key it is told again, as Stripe does. */
    private Reply broken(Account account, Caller caller) {
        StripeError error = StripeError.broken("An unknown error occurred");
        String body = error.body().toString();
        account.lock.lock();
        try {
            accounts.commit(accounts.begin(account), kept(caller, error.status(), body));
        } finally {
            account.lock.unlock();
        }
        return Reply.json(error.status(), body);
    }

    private Map<String, IdempotencyKeys.Stored> kept(Caller caller, int status, String body) {
        String key = caller.key();
        return key == null
                ? Map.of()
                : Map.of(
                        key,
                        new IdempotencyKeys.Stored(
                                caller.fingerprint(), status, body, caller.id(), accounts.realSeconds()));
    }

    private Reply perform(Account account, Routes.Match match, ObjectNode parameters, Caller caller) {
        List<String> expand = Expansion.paths(parameters);
        account.lock.lock();
        try {
            Unit unit = accounts.begin(account).of(caller.id(), caller.key());
            int status = OK;
            String body;
            try {
                ObjectNode answer = match.operation()
                        .run(new Call(unit, new Params(parameters), match.ids(), base))
                        .deepCopy();
                new Expansion(unit).apply(answer, expand);
                body = answer.toPrettyString();
            } catch (StripeError e) {
                if (!e.keepsEffect()) {
                    throw e;
                }
                status = e.status();
                body = e.body().toPrettyString();
            }
            accounts.commit(unit, kept(caller, status, body));
            return Reply.json(status, body);
        } finally {
            account.lock.unlock();
        }
    }

    private static void log(Account account, Request request, String id, int status) {
        ObjectNode line = Templates.JSON.createObjectNode();
        line.put("id", id).put("method", request.method()).put("path", request.path());
        line.put("status", status).put("idempotency_key", request.header("Idempotency-Key"));
        try {
            line.set("params", request.parameters());
        } catch (StripeError e) {
            line.put("params", "not well formed");
        }
        account.lock.lock();
        try {
            account.log(line);
        } finally {
            account.lock.unlock();
        }
    }
}
