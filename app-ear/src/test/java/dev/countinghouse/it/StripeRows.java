package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** Payment methods, attempts, refunds and links of a tenant that has no account connected: for tests that only ask whose they are. */
final class StripeRows {

    private StripeRows() {}

    /** A payment method of the newest customer; of the first invoice an attempt that has failed, and a link and a refund that are over. */
    static void fill(TestTenant tenant) {
        String method = method(tenant);
        JsonNode invoice = tenant.invoices().getFirst();
        tenant.execute(
                "INSERT INTO " + tenant.schema()
                        + ".payment_attempts (id, invoice_id, customer_id, payment_method_id, gateway, account, amount_minor,"
                        + " currency, status, gateway_reference, code, created_at, begun_at)"
                        + " SELECT ?, i.id, i.customer_id, ?, 'stripe', 'acct', 100, i.currency, 'failed', 'pi_' || i.id,"
                        + " 'card_declined', now(), now() FROM " + tenant.schema() + ".invoices i WHERE i.id = ?",
                UUID.randomUUID(),
                UUID.fromString(method.substring(method.lastIndexOf('/') + 1)),
                UUID.fromString(invoice.path("id").asText()));
        UUID id = UUID.fromString(invoice.path("id").asText());
        tenant.execute(
                "INSERT INTO " + tenant.schema()
                        + ".payment_links (id, invoice_id, customer_id, gateway, account, amount_minor, currency, success_url, status,"
                        + " gateway_reference, expires_at, created_at, begun_at)"
                        + " SELECT ?, i.id, i.customer_id, 'stripe', 'acct', 100, i.currency, 'https://shop.example', 'expired',"
                        + " 'cs_' || i.id, now(), now(), now() FROM " + tenant.schema() + ".invoices i WHERE i.id = ?",
                UUID.randomUUID(),
                id);
        refund(tenant);
    }

    /** A refund of one cent of the newest payment. */
    private static void refund(TestTenant tenant) {
        String payment = tenant.api().all("/payments").getFirst().path("id").asText();
        tenant.api()
                .post(
                        "/payments/" + payment + "/refund",
                        Body.of("amount", Body.of("amount", "0.01", "currency", "EUR")))
                .expect(201);
    }

    /** The path of a new attempt of the first invoice, of which nobody knows what became. */
    static String open(TestTenant tenant) {
        UUID id = UUID.randomUUID();
        String method = method(tenant);
        tenant.execute(
                "INSERT INTO " + tenant.schema()
                        + ".payment_attempts (id, invoice_id, customer_id, payment_method_id, gateway, account, amount_minor,"
                        + " currency, status, created_at, begun_at, next_check_at)"
                        + " SELECT ?, i.id, i.customer_id, ?, 'stripe', 'acct', 100, i.currency, 'unknown', now(), now(), now()"
                        + " FROM " + tenant.schema() + ".invoices i WHERE i.id = ?",
                id,
                UUID.fromString(method.substring(method.lastIndexOf('/') + 1)),
                UUID.fromString(tenant.invoices().getFirst().path("id").asText()));
        return "/payment-attempts/" + id;
    }

    /** The path of a new payment method of the newest customer. */
    static String method(TestTenant tenant) {
        UUID id = UUID.randomUUID();
        String customer = newest(tenant);
        tenant.execute(
                "INSERT INTO " + tenant.schema()
                        + ".payment_methods (id, customer_id, gateway, account, gateway_customer, reference, kind, brand, last4,"
                        + " is_default, created_at) VALUES (?, ?, 'stripe', 'acct', 'cus', ?, 'card', 'visa', '4242', false, now())",
                id,
                UUID.fromString(customer),
                "pm_" + id);
        return "/customers/" + customer + "/payment-methods/" + id;
    }

    /** The path of the payment method that {@link #fill} made. */
    static String known(TestTenant tenant) {
        String methods = "/customers/" + newest(tenant) + "/payment-methods";
        return methods + "/"
                + tenant.api().get(methods).expect(200).json().at("/data/0/id").asText();
    }

    private static String newest(TestTenant tenant) {
        return tenant.api().all("/customers").getFirst().path("id").asText();
    }
}
