package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a tenant's customers are written, as the development mailbox shows it. */
class CustomerMailsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PAGE = "https://shop.example/pay?invoice={invoice_id}";
    private static final List<String> KINDS = List.of(
            "invoice_issued",
            "reminder_before_due",
            "reminder_on_due",
            "reminder_after_due",
            "payment_received",
            "payment_failed",
            "refund_made",
            "dunning_notice");

    private final String address = TestTenant.unique() + "@customers.example";
    private final Inbox inbox = new Inbox(address);

    private static void switchOn(Api api) {
        api.put("/mail-settings", Body.of("kinds", KINDS, "payment_page", PAGE)).expect(200);
    }

    private static UUID customer(Api api, @Nullable String email) {
        Map<String, @Nullable Object> wanted =
                Body.of("name", "Ada <b>Lovelace</b>", "currency", "EUR", "locale", "de", "time_zone", "UTC");
        if (email != null) {
            wanted.put("email", email);
        }
        return api.post("/customers", wanted).expect(201).id();
    }

    private static UUID invoice(Api api, UUID customer) {
        Object line = Body.of("description", "Work", "unit_amount", "10.00");
        return api.post("/invoices", Body.of("customer_id", customer, "lines", List.of(line)))
                .expect(201)
                .id();
    }

    private static void pay(Api api, UUID invoice, String amount) {
        api.post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", amount, "currency", "EUR"), "reference", "r"))
                .expect(201);
    }

    /** Kind, state and reason, oldest first. */
    private static List<String> outcomes(Api api, UUID customer) {
        return api.all("/mails?customer_id=" + customer).reversed().stream()
                .map(mail -> Stream.of("kind", "state", "reason")
                        .map(mail::path)
                        .filter(value -> !value.isNull())
                        .map(JsonNode::asText)
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow())
                .toList();
    }

    private static void awaitOutcomes(Api api, UUID customer, String... wanted) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(outcomes(api, customer)).containsExactly(wanted));
    }

    @Test
    void whatBecomesOfAnInvoiceIsMailedOnceInTheCustomersLanguage() {
        TestTenant tenant = TestTenant.register();
        Api api = tenant.api();
        tenant.startClock("2024-01-01T00:00:00Z");
        Object branding = Body.of(
                "display_name", "Nordwind", "support_email", "help@nordwind.example", "footer", "Nordwind GmbH, Kiel");
        api.patch("/tenant", Body.of("branding", branding)).expect(200);
        UUID early = customer(api, "early-" + address);
        pay(api, invoice(api, early), "10.00");
        tenant.awaitSettled();

        switchOn(api);
        Object thanks = Body.of("language", "de", "subject", "Danke, {{customer_name}}", "text", "{{amount}} sind da.");
        api.put("/mail-templates/payment_received", thanks).expect(200);
        UUID ada = customer(api, address);
        UUID invoice = invoice(api, ada);
        String number = api.get("/invoices/" + invoice).json().path("number").asText();
        tenant.awaitSettled();
        for (String day : List.of("12", "15", "22")) {
            tenant.advance("2024-01-" + day + "T00:00:00Z");
        }
        pay(api, invoice, "4.00");
        awaitOutcomes(
                api,
                ada,
                "invoice_issued sent",
                "reminder_before_due sent",
                "reminder_on_due sent",
                "reminder_after_due sent",
                "payment_received sent");

        assertThat(outcomes(api, early)).isEmpty();
        assertMailed(invoice, number);
        Invariants.assertHold(tenant);
    }

    private void assertMailed(UUID invoice, String number) {
        List<JsonNode> mails = inbox.all();
        assertThat(mails)
                .extracting(mail -> mail.path("subject").asText())
                .containsExactlyInAnyOrder(
                        "Rechnung " + number + " von Nordwind",
                        "Rechnung " + number + " ist am 15. Januar 2024 fällig",
                        "Rechnung " + number + " ist heute fällig",
                        "Zahlungserinnerung: Rechnung " + number + " ist überfällig",
                        "Danke, Ada <b>Lovelace</b>");
        assertThat(mails).allSatisfy(mail -> {
            assertThat(mail.path("from").asText()).startsWith("Nordwind via ");
            assertThat(mail.path("reply_to").asText()).isEqualTo("help@nordwind.example");
            assertThat(mail.path("text").asText()).endsWith("-- \nNordwind GmbH, Kiel\n");
        });
        JsonNode issued = about(mails, "Rechnung " + number + " von");
        String page = PAGE.replace("{invoice_id}", invoice.toString());
        assertThat(issued.at("/attachments/0").asText()).isEqualTo(number + ".pdf");
        assertThat(issued.path("text").asText()).contains("Guten Tag Ada <b>Lovelace</b>", "10,00", page);
        assertThat(issued.path("html").asText())
                .contains("Ada &lt;b&gt;Lovelace&lt;/b&gt;", invoice.toString(), "Jetzt bezahlen")
                .doesNotContain("<b>Lovelace");
        JsonNode receipt = about(mails, "Danke");
        assertThat(receipt.path("text").asText()).startsWith("4,00").doesNotContain(page);
        assertThat(receipt.path("attachments")).isEmpty();
    }

    private static JsonNode about(List<JsonNode> mails, String subject) {
        return mails.stream()
                .filter(mail -> mail.path("subject").asText().startsWith(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsMailedThatIsOfNoUseAnyMoreAndNothingFromASandbox() {
        TestTenant tenant = TestTenant.register();
        Api api = tenant.api();
        tenant.startClock("2024-01-01T00:00:00Z");
        switchOn(api);
        UUID unknown = customer(api, null);
        UUID ada = customer(api, address);
        invoice(api, unknown);
        invoice(api, ada);
        tenant.awaitSettled();
        tenant.advance("2024-06-01T00:00:00Z"); // all reminders fall due at once
        awaitOutcomes(
                api,
                ada,
                "invoice_issued sent",
                "reminder_before_due dropped superseded",
                "reminder_on_due dropped superseded",
                "reminder_after_due sent");
        assertThat(outcomes(api, unknown))
                .contains("invoice_issued dropped no_address", "reminder_after_due dropped no_address");

        String slug = "s-" + TestTenant.unique();
        Jobs.result(api, api.post("/tenant/sandboxes", Body.of("slug", slug, "name", "Play")));
        Api sandbox = tenant.anonymous()
                .withToken(tenant.anonymous()
                        .post(
                                "/auth/login",
                                Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", slug))
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText());
        UUID copied = invoice(sandbox, ada);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(sandbox.all("/mails?invoice_id=" + copied))
                        .extracting(mail -> mail.path("reason").asText())
                        .containsExactly("sandbox"));
        assertThat(inbox.all()).hasSize(2);
    }

    @Test
    void aCardThatIsDeclinedAndARefundAreWrittenAbout() {
        StripeShop shop = StripeShop.open();
        Api api = shop.api();
        Object net = Body.of("email", address, "net_terms_days", 0);
        api.patch("/customers/" + shop.customer(), net).expect(200);
        switchOn(api);
        shop.card("pm_card_visa");
        UUID invoice = shop.invoice("10.00");
        shop.awaitAttempt(invoice, "succeeded");
        String payment =
                api.all("/payments?invoice_id=" + invoice).getFirst().path("id").asText();
        api.post("/payments/" + payment + "/refund", Body.of("reason", "Asked for"))
                .expect(201);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(outcomes(api, shop.customer()))
                        .contains("invoice_issued sent", "payment_received sent", "refund_made sent"));
        assertThat(inbox.all())
                .extracting(mail -> mail.path("subject").asText())
                .contains("We refunded €10.00");
    }

    @Test
    void whatIsWrongIsSaidByItsField() {
        Api api = TestTenant.register().api();
        assertThat(api.get("/mail-settings").expect(200).json().path("kinds")).isEmpty();
        api.put("/mail-settings", Body.of("kinds", List.of("spam"))).expectProblem(400, "malformed_request");
        api.put("/mail-settings", Body.of("kinds", KINDS, "from_address", "ceo@globex.example"))
                .expectProblem(422, "validation_failed", "from_address");
        api.put("/mail-settings", Body.of("kinds", KINDS, "from_name", "Countinghouse Support"))
                .expectProblem(422, "validation_failed", "from_name");
        api.put("/mail-settings", Body.of("kinds", KINDS, "reply_to", "nobody"))
                .expectProblem(422, "validation_failed", "reply_to");
        api.put("/mail-settings", Body.of("kinds", KINDS, "payment_page", "http://shop.example/{invoice_id}"))
                .expectProblem(422, "validation_failed", "payment_page");
        Object words = Body.of("subject", "Hello", "text", "{{password}}");
        api.put("/mail-templates/payment_failed", words).expectProblem(422, "validation_failed", "text");
        api.put("/mail-templates/payment_failed", Body.of("subject", "Hello"))
                .expectProblem(422, "validation_failed", "text");
        api.put("/mail-templates/spam", Body.of()).expectProblem(404, "not_found");
        JsonNode shown = api.post("/mail-templates/refund_made/preview", Body.of("text", "Back: {{amount}} <b>"))
                .expect(200)
                .json();
        assertThat(shown.path("text").asText()).startsWith("Back: ");
        assertThat(shown.path("html").asText()).contains("&lt;b&gt;");
        assertThat(api.get("/mail-templates?language=ja").expect(200).json().path("data"))
                .hasSize(KINDS.size());
    }
}
