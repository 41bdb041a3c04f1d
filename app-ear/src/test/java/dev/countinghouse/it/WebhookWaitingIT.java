package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.WebhookReceiver.Message;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits longer than he must to be told. */
class WebhookWaitingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestTenant tenant = TestTenant.register();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private UUID make(String path) {
        return tenant.api()
                .post("/webhook-endpoints", Body.of("url", receiver.url(path)))
                .expect(201)
                .id();
    }

    /** As a long run of billing that has written events for it, and has not committed yet. */
    @Test
    void anEndpointIsServedWhileSomebodyWritesEventsForIt() throws SQLException {
        UUID endpoint = make("/busy");
        try (Connection writer = TestApplication.database().owner()) {
            writer.setAutoCommit(false);
            try (PreparedStatement reference =
                    writer.prepareStatement("SELECT FROM public.webhook_endpoints WHERE id = ? FOR KEY SHARE")) {
                reference.setObject(1, endpoint);
                reference.executeQuery();
                tenant.customer("ada", "UTC");
                assertThat(receiver.await("/busy", 1)).hasSize(1);
            }
            writer.rollback();
        }
    }

    /** The first one would be tried in an hour, and who waits for it with it. */
    @Test
    void whoWaitedForAnEventThatIsReplayedFollowsIt() {
        UUID endpoint = make("/mended");
        receiver.answer("/mended", 500);
        UUID ada = tenant.customer("ada", "UTC");
        String first = receiver.await("/mended", 1).getFirst().id();
        String deliveries = "/webhook-endpoints/" + endpoint + "/deliveries";
        await().atMost(PATIENCE)
                .until(() ->
                        tenant.api().all(deliveries).getFirst().path("attempts").asInt() >= 1);
        tenant.api().patch("/customers/" + ada, Body.of("name", "Ada")).expect(200);
        tenant.execute(
                "UPDATE public.webhook_deliveries SET next_attempt_at = now() + interval '1 hour'"
                        + " WHERE tenant_id = ? AND state = 'pending'",
                tenant.tenantId());
        receiver.answer("/mended", 200);

        tenant.api().post(deliveries + "/" + first + "/replay").expect(200);

        await().atMost(PATIENCE)
                .until(() -> tenant.api().all(deliveries).stream()
                        .map(WebhookWaitingIT::state)
                        .allMatch("delivered"::equals));
        assertThat(receiver.at("/mended").getLast()).extracting(Message::type).isEqualTo("customer.updated");
    }

    private static String state(JsonNode delivery) {
        return delivery.path("state").asText();
    }
}
