package dev.countinghouse.it;

import dev.countinghouse.it.RolesIT.Operation;
import dev.countinghouse.it.RolesIT.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done with subscriptions, with their invoices, who issues them, and with billing, and who is told of it, and whose it is. */
final class InvoiceOperations {

    /** They tell of more than one thing, so that no permission opens them by itself. */
    private static final Set<String> TAKING_SEVERAL =
            Set.of("GET /invoices/{id}/lines/{line_id}/explain/events", "POST /invoices/verification");

    private InvoiceOperations() {}

    static boolean takesSeveral(Operation operation) {
        return TAKING_SEVERAL.contains(operation.method() + " " + operation.path());
    }

    static List<Operation> all() {
        return Stream.of(
                        ofInvoices(),
                        ofPauses(),
                        ofWallets(),
                        ofLegalEntities(),
                        ofPayments(),
                        ofAnalytics(),
                        Webhooks.operations())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> ofAnalytics() {
        return Stream.of("mrr", "churn", "cohorts", "revenue", "receivables", "usage")
                .map(figures -> new Operation("GET", "/analytics/" + figures, Role.VIEWER, null))
                .toList();
    }

    private static List<Operation> ofPayments() {
        String methods = "/customers/{id}/payment-methods";
        return List.of(
                new Operation("GET", "/payment-gateways/stripe", Role.VIEWER, null),
                new Operation(
                        "PUT",
                        "/payment-gateways/stripe",
                        Role.ADMIN,
                        Body.of(
                                "secret_key",
                                "sk_test_none",
                                "webhook_secret",
                                "whsec_none",
                                "publishable_key",
                                "pk_live_none")), // refused before Stripe is asked
                new Operation("DELETE", "/payment-gateways/stripe", Role.ADMIN, null),
                new Operation("POST", "/payment-gateways/stripe/release", Role.ADMIN, null),
                new Operation("GET", methods, Role.VIEWER, null),
                new Operation("POST", methods, Role.MANAGER, Body.of("gateway", "stripe", "token", "pm_none")),
                new Operation("PATCH", methods + "/{method_id}", Role.MANAGER, Body.of("is_default", false)),
                new Operation("DELETE", methods + "/{method_id}", Role.MANAGER, null),
                new Operation("GET", "/payment-attempts", Role.VIEWER, null),
                new Operation("GET", "/payment-attempts/{id}", Role.VIEWER, null),
                new Operation("POST", "/payments/{id}/refund", Role.MANAGER, Body.of("reason", "Asked for")),
                new Operation("GET", "/refunds", Role.VIEWER, null),
                new Operation("GET", "/refunds/{id}", Role.VIEWER, null),
                new Operation(
                        "POST",
                        "/invoices/{id}/payment-link",
                        Role.MANAGER,
                        Body.of("success_url", "https://shop.example/paid")),
                new Operation("GET", "/invoices/{id}/payment-link", Role.VIEWER, null),
                new Operation("DELETE", "/invoices/{id}/payment-link", Role.MANAGER, null),
                new Operation("POST", "/payment-attempts/{id}/abandon", Role.ADMIN, null),
                new Operation("POST", "/invoices/{id}/collect", Role.MANAGER, null));
    }

    private static List<Operation> ofPauses() {
        Object rests = Body.of("behavior", "collection");
        return List.of(
                new Operation("POST", "/subscriptions/{id}/pause", Role.MANAGER, rests),
                new Operation("POST", "/subscriptions/{id}/resume", Role.MANAGER, null));
    }

    private static List<Operation> ofWallets() {
        return List.of(
                new Operation("POST", "/customers/{id}/wallets", Role.MANAGER, Body.of("name", "Prepaid")),
                new Operation("GET", "/customers/{id}/wallets", Role.VIEWER, null),
                new Operation("GET", "/wallets/{id}", Role.VIEWER, null),
                new Operation("PATCH", "/wallets/{id}", Role.MANAGER, Body.of("name", "Other")),
                new Operation("DELETE", "/wallets/{id}", Role.MANAGER, null),
                new Operation(
                        "POST", "/wallets/{id}/top-ups", Role.MANAGER, Body.of("kind", "granted", "credits", "1")),
                new Operation("GET", "/wallets/{id}/top-ups", Role.VIEWER, null),
                new Operation("GET", "/wallets/{id}/top-ups/{top_up_id}", Role.VIEWER, null),
                new Operation("GET", "/wallets/{id}/transactions", Role.VIEWER, null));
    }

    private static List<Operation> ofLegalEntities() {
        String one = "/legal-entities/{id}";
        Object made = Body.of("code", "de", "number_prefix", "DE", "seller", Body.of("legal_name", "Nordwind GmbH"));
        return List.of(
                new Operation("POST", "/legal-entities", Role.ADMIN, made),
                new Operation("GET", "/legal-entities", Role.VIEWER, null),
                new Operation("GET", one, Role.VIEWER, null),
                new Operation("PATCH", one, Role.ADMIN, Body.of()),
                new Operation("POST", one + "/archive", Role.ADMIN, null));
    }

    private static List<Operation> ofInvoices() {
        Object money = Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r");
        Object why = Body.of("reason", "r");
        Object sale = Body.of("customer_id", RolesIT.NOWHERE, "plan", "none");
        Object seats = Body.of("at", "now", "quantity", 7);
        Object work = Body.of("description", "Work", "unit_amount", "1.00");
        Object byHand = Body.of("customer_id", RolesIT.NOWHERE, "lines", List.of(work));
        return List.of(
                new Operation("POST", "/invoices", Role.MANAGER, byHand),
                new Operation("POST", "/invoices/preview", Role.MANAGER, byHand),
                new Operation("POST", "/subscriptions", Role.MANAGER, sale),
                new Operation("GET", "/customers/{id}/credit-balance", Role.VIEWER, null),
                new Operation("POST", "/customers/{id}/coupons", Role.MANAGER, Body.of("coupon", "none")),
                new Operation("GET", "/customers/{id}/coupons", Role.VIEWER, null),
                new Operation("GET", "/customers/{id}/coupons/{coupon_id}", Role.VIEWER, null),
                new Operation("DELETE", "/customers/{id}/coupons/{coupon_id}", Role.MANAGER, null),
                new Operation("GET", "/customers/{id}/statement", Role.VIEWER, null),
                new Operation("GET", "/subscriptions/{id}/entitlements", Role.VIEWER, null),
                new Operation("POST", "/subscriptions/preview", Role.MANAGER, sale),
                new Operation("POST", "/subscriptions/{id}/cancel", Role.MANAGER, Body.of("at", "period_end")),
                new Operation("POST", "/subscriptions/{id}/change", Role.MANAGER, seats),
                new Operation("POST", "/subscriptions/{id}/change/preview", Role.MANAGER, seats),
                new Operation("DELETE", "/subscriptions/{id}/change", Role.MANAGER, null),
                new Operation("POST", "/invoices/{id}/payments", Role.MANAGER, money),
                new Operation("POST", "/invoices/{id}/credit-notes", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/credit-notes/preview", Role.MANAGER, Body.of()),
                new Operation("POST", "/invoices/{id}/void", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/uncollectible", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/replacement", Role.MANAGER, null),
                new Operation("POST", "/subscriptions/{id}/retry-billing", Role.MANAGER, null),
                new Operation("GET", "/draft-invoices", Role.VIEWER, null),
                new Operation("GET", "/subscriptions/{id}/draft-invoice", Role.VIEWER, null),
                new Operation(
                        "POST",
                        "/subscriptions/{id}/draft-invoice/finalize",
                        Role.MANAGER,
                        Body.of("boundary_at", "2026-02-01T00:00:00Z")),
                new Operation("POST", "/billing-runs/rehearsal", Role.MANAGER, Body.of()));
    }
}
