package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Books that are put back, or copied, charge nobody for what their other self has charged. */
class StripeRestoreIT {

    private static final String ACCOUNT = "/payment-gateways/stripe";

    private final Api operator = Operators.client();
    private final StripeShop shop = StripeShop.open();
    private final Api api = shop.api();
    private final String path = "/platform/tenants/" + shop.tenant().tenantId();

    private String backUp() {
        return Jobs.result(operator, operator.post(path + "/backups"))
                .path("archive_id")
                .asText();
    }

    private void restore(String backup) {
        Answer asked = operator.post(path + "/restore", Body.of("archive_id", backup));
        Jobs.result(operator, asked);
        JsonNode swapped = operator.post(path + "/restores/" + asked.id() + "/swap")
                .expect(200)
                .json();
        assertThat(swapped.path("state").asText()).isEqualTo("swapped");
    }

    @Test
    void afterARestoreNothingIsChargedUntilSomebodyHasCompared() {
        shop.card("pm_card_visa");
        shop.collects("manual");
        UUID invoice = shop.invoice("25");
        String backup = backUp();
        api.post("/invoices/" + invoice + "/collect").expect(200);
        shop.awaitAttempt(invoice, "succeeded");

        restore(backup);
        assertThat(api.get(ACCOUNT).expect(200).json().path("held_since").isNull())
                .isFalse();
        assertThat(shop.read(invoice).path("status").asText()).isEqualTo("finalized");
        api.post("/invoices/" + invoice + "/collect").expectProblem(409, "payment_method_missing");
        shop.tenant().awaitSettled();
        assertThat(shop.charged()).containsExactly("2500 succeeded");

        shop.pay(invoice, "25");
        JsonNode released = api.post(ACCOUNT + "/release").expect(200).json();
        assertThat(released.path("held_since").isNull()).isTrue();
        UUID next = shop.invoice("26");
        api.post("/invoices/" + next + "/collect").expect(200);
        shop.awaitAttempt(next, "succeeded");
        assertThat(shop.charged()).containsExactlyInAnyOrder("2500 succeeded", "2600 succeeded");
        shop.assertBooksHold();
    }

    @Test
    void whatIsPaidOnAPageThatTheseBooksNeverMadeIsTold() {
        UUID invoice = shop.invoice("27");
        String backup = backUp();
        Object back = Body.of("success_url", "https://shop.example/paid");
        String url = api.post("/invoices/" + invoice + "/payment-link", back)
                .expect(200)
                .json()
                .path("url")
                .asText();

        restore(backup);
        shop.pay(url, "pm_card_visa");
        await().atMost(Duration.ofMinutes(3))
                .until(() ->
                        shop.tenant().count("SELECT count(*) FROM %s.outbox WHERE type = 'payment.unexpected'") == 1);
        assertThat(shop.read(invoice).path("status").asText()).isEqualTo("finalized");
        shop.assertBooksHold();
    }
}
