package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pages that a customer clicks: checkout, billing portal, approval of a payment. They work without scripts. */
final class Pages {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int PARTS = 4;

    private final Accounts accounts;
    private final String base;

    Pages(Accounts accounts, String base) {
        this.accounts = accounts;
        this.base = base;
    }

    Reply answer(Request request) {
        List<String> parts = List.of(request.path().split("/", -1));
        if (parts.size() != PARTS) {
            return notFound();
        }
        String id = parts.getLast();
        boolean post = "POST".equals(request.method());
        return switch (parts.get(2)) {
            case "checkout" ->
                with(id, request, call -> post ? checkoutPosted(call, id) : checkout(call.unit(), id, null));
            case "portal" -> with(id, request, call -> post ? portalPosted(call, id) : portal(call.unit(), id, null));
            case "authenticate" -> with(id, request, call -> post ? approved(call, id) : approval(call.unit(), id));
            default -> notFound();
        };
    }

    private static Reply notFound() {
        return Html.page(NOT_FOUND, "Not found", "<p>There is nothing here.</p>");
    }

    private Reply with(String id, Request request, Function<Call, Reply> page) {
        Account account = accounts.having(id);
        if (account == null) {
            return notFound();
        }
        account.lock.lock();
        try {
            Unit unit = accounts.begin(account);
            Params params = new Params(Form.parse(request.body()));
            Reply reply = page.apply(new Call(unit, params, List.of(id), base));
            accounts.commit(unit);
            return reply;
        } catch (StripeError e) {
            return Html.page(e.status(), "This does not work", Html.error(String.valueOf(e.getMessage())));
        } finally {
            account.lock.unlock();
        }
    }

    private static Reply checkout(Unit unit, String id, @Nullable StripeError refused) {
        ObjectNode session = unit.get(CheckoutSessions.KIND, id, "id");
        if (!Events.is(session, "status", "open")) {
            return Html.page(
                    OK,
                    "Checkout",
                    "<p>This session is %s.</p>"
                            .formatted(Html.escape(session.path("status").asText())));
        }
        StringBuilder body = new StringBuilder(items(unit, session));
        if (refused != null) {
            body.append(Html.error(String.valueOf(refused.getMessage())));
        }
        if (CheckoutSessions.waiting(unit, session) != null) {
            body.append("<p>Your bank asks you to approve this.</p>");
            body.append(Html.button("approve", "Approve", "")).append(Html.button("refuse", "Refuse", ""));
        } else {
            body.append("<form method=\"post\">").append(Html.hidden("action", "pay"));
            if (session.path("customer").isNull()
                    && session.path("customer_email").isNull()) {
                body.append("<label for=\"email\">Email</label>")
                        .append("<input id=\"email\" name=\"email\" type=\"email\" value=\"customer@example.com\">");
            }
            body.append(Html.cards()).append("<button>").append(verb(session)).append("</button></form>");
        }
        if (session.path("cancel_url").isTextual()) {
            body.append(Html.button("cancel", "Cancel", ""));
        }
        return Html.page(OK, "Checkout", body.toString());
    }

    private static String verb(ObjectNode session) {
        return switch (session.path("mode").asText()) {
            case "setup" -> "Save card";
            case "subscription" -> "Subscribe";
            default -> "Pay";
        };
    }

    private static String items(Unit unit, ObjectNode session) {
        if (Events.is(session, "mode", "setup")) {
            return "";
        }
        String currency = session.path("currency").asText();
        StringBuilder rows = new StringBuilder("<table>");
        for (JsonNode item : CheckoutSessions.lineItems(unit, session).path("data")) {
            rows.append("<tr><td>%s × %s</td><td>%s</td></tr>"
                    .formatted(
                            Html.escape(item.path("quantity").asText()),
                            Html.escape(item.path("description").asText()),
                            Html.money(item.path("amount_total").asLong(), currency)));
        }
        rows.append("<tr><td><strong>Total</strong></td><td><strong>%s</strong></td></tr></table>"
                .formatted(Html.money(session.path("amount_total").asLong(), currency)));
        return rows.toString();
    }

    private static Reply checkoutPosted(Call call, String id) {
        ObjectNode session = call.unit().get(CheckoutSessions.KIND, id, "id");
        StripeError refused = switch (call.params().require("action")) {
            case "pay" ->
                CheckoutSessions.submit(
                        call,
                        session,
                        call.params().require("card"),
                        call.params().filled("email"));
            case "approve" -> CheckoutSessions.authenticate(call, session, true);
            case "refuse" -> CheckoutSessions.authenticate(call, session, false);
            case "cancel" -> null;
            default -> throw StripeError.invalidParam("action", "Unknown action");
        };
        if ("cancel".equals(call.params().require("action"))) {
            return Reply.seeOther(session.path("cancel_url").asText("/_pages/checkout/" + id));
        }
        return Events.is(session, "status", "complete")
                ? Reply.seeOther(CheckoutSessions.successUrl(session))
                : checkout(call.unit(), id, refused);
    }

    private static Reply portal(Unit unit, String id, @Nullable StripeError refused) {
        ObjectNode session = unit.get(PortalSessions.KIND, id, "id");
        ObjectNode customer = unit.linked(session.path("customer"));
        StringBuilder body = new StringBuilder();
        body.append("<p>%s</p>".formatted(Html.escape(customer.path("email").asText())));
        if (refused != null) {
            body.append(Html.error(String.valueOf(refused.getMessage())));
        }
        for (ObjectNode subscription : unit.all(Subscriptions.KIND)) {
            if (Events.is(subscription, "customer", customer.path("id").asText())
                    && PortalSessions.isRunning(subscription)) {
                body.append(subscription(subscription));
            }
        }
        body.append("<form method=\"post\">")
                .append(Html.hidden("action", "card"))
                .append(Html.cards());
        body.append("<button>Change card</button></form>");
        if (session.path("return_url").isTextual()) {
            body.append("<p><a href=\"%s\">Back</a></p>"
                    .formatted(Html.escape(session.path("return_url").asText())));
        }
        return Html.page(OK, "Billing", body.toString());
    }

    private static String subscription(ObjectNode subscription) {
        boolean ends = subscription.path("cancel_at_period_end").asBoolean();
        String id = subscription.path("id").asText();
        return "<p>Subscription %s: %s%s</p>"
                        .formatted(
                                Html.escape(id),
                                Html.escape(subscription.path("status").asText()),
                                ends ? ", ends with its period" : "")
                + Html.button(
                        ends ? "keep" : "end",
                        ends ? "Keep subscription" : "Cancel subscription",
                        Html.hidden("subscription", id));
    }

    private static Reply portalPosted(Call call, String id) {
        ObjectNode session = call.unit().get(PortalSessions.KIND, id, "id");
        Params params = call.params();
        StripeError refused = null;
        switch (params.require("action")) {
            case "card" -> refused = PortalSessions.changeCard(call, session, params.require("card"));
            case "end" -> PortalSessions.endWithPeriod(call, session, params.require("subscription"), true);
            case "keep" -> PortalSessions.endWithPeriod(call, session, params.require("subscription"), false);
            default -> throw StripeError.invalidParam("action", "Unknown action");
        }
        return portal(call.unit(), id, refused);
    }

    private static Reply approval(Unit unit, String id) {
        ObjectNode intent = intent(unit, id);
        if (!Events.is(intent, "status", "requires_action")) {
            return Html.page(OK, "Approval", "<p>There is nothing to approve.</p>");
        }
        String what = intent.has("amount")
                ? "<p>A payment of %s</p>"
                        .formatted(Html.money(
                                intent.path("amount").asLong(),
                                intent.path("currency").asText()))
                : "<p>Your card is to be saved for later payments.</p>";
        return Html.page(
                OK,
                "Your bank asks you to approve this",
                what + Html.button("approve", "Approve", "") + Html.button("refuse", "Refuse", ""));
    }

    private static ObjectNode intent(Unit unit, String id) {
        return unit.get(id.startsWith("seti_") ? SetupIntents.KIND : PaymentIntents.KIND, id, "id");
    }

    private static Reply approved(Call call, String id) {
        ObjectNode intent = intent(call.unit(), id);
        boolean approved = "approve".equals(call.params().require("action"));
        String back = intent.path("next_action")
                .path("redirect_to_url")
                .path("return_url")
                .asText();
        boolean setup = Events.is(intent, "object", SetupIntents.KIND);
        StripeError refused = setup
                ? SetupIntents.authenticated(call.unit(), intent, approved)
                : new Confirmation(call.unit(), call.base()).authenticated(intent, approved);
        if (back.isEmpty()) {
            return Html.page(OK, "Thank you", "<p>You may close this page.</p>");
        }
        String name = setup ? SetupIntents.KIND : PaymentIntents.KIND;
        return Reply.seeOther("%s%s%s=%s&%s_client_secret=%s&redirect_status=%s"
                .formatted(
                        back,
                        back.contains("?") ? "&" : "?",
                        name,
                        id,
                        name,
                        intent.path("client_secret").asText(),
                        refused == null ? "succeeded" : "failed"));
    }
}
