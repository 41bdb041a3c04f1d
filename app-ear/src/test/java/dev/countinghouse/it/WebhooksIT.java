package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.WebhookReceiver.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events go to who wants them: signed, in order, again and again, and nowhere else. */
class WebhooksIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIST = "/webhook-endpoints";

    private final TestTenant tenant = TestTenant.register();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private JsonNode make(String path, String... types) {
        return tenant.api()
                .post(LIST, Body.of("url", receiver.url(path), "event_types", List.of(types)))
                .expect(201)
                .json();
    }

    private static String pathOf(JsonNode endpoint) {
        return LIST + "/" + endpoint.path("id").asText();
    }

    private void rename(UUID customer, String name) {
        tenant.api().patch("/customers/" + customer, Body.of("name", name)).expect(200);
    }

    private List<JsonNode> deliveries(JsonNode endpoint) {
        return tenant.api().all(pathOf(endpoint) + "/deliveries");
    }

    private JsonNode awaitState(JsonNode endpoint, String event, String state) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> deliveries(endpoint).stream()
                                .filter(one -> one.path("event_id").asText().equals(event))
                                .findFirst()
                                .orElseThrow(),
                        one -> one.path("state").asText().equals(state));
    }

    /** The try that is made now is the last one. */
    private void tryForTheLastTime(String event) {
        tenant.execute(
                "UPDATE public.webhook_deliveries SET attempts = 9, last_attempt_at = now(), next_attempt_at = now()"
                        + " WHERE event_id = ?",
                UUID.fromString(event));
    }

    @Test
    void anEventIsDeliveredAndSignedByTheSpecification() {
        JsonNode endpoint = make("/all");
        UUID customer = tenant.customer("ada", "UTC");

        Message message = receiver.await("/all", 1).getFirst();

        JsonNode event = tenant.api().all("/events").getFirst();
        assertThat(message.id()).isEqualTo(event.path("id").asText());
        assertThat(message.signatures())
                .containsExactly(message.signedWith(endpoint.path("secret").asText()));
        assertThat(message.timestamp()).isBetween(WebhookReceiver.now() - 60, WebhookReceiver.now() + 1);
        assertThat(message.type()).isEqualTo("customer.created");
        assertThat(message.json().path("timestamp")).isEqualTo(event.path("occurred_at"));
        assertThat(message.json().at("/data/name").asText()).isEqualTo("ada");
        assertThat(message.subject()).isEqualTo(customer.toString());
        JsonNode delivery = awaitState(endpoint, message.id(), "delivered");
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("last_status").asInt()).isEqualTo(200);
        assertThat(delivery.path("next_attempt_at").isNull()).isTrue();
        assertThat(deliveries(endpoint)).hasSize(1);
    }

    @Test
    void anEndpointGetsWhatItWants() {
        make("/some", "invoice.*", "customer.updated");
        UUID customer = tenant.customer("ada", "UTC");
        rename(customer, "Ada");

        assertThat(receiver.await("/some", 1)).extracting(Message::type).containsExactly("customer.updated");
        assertThat(tenant.count("SELECT count(*) FROM public.webhook_deliveries d JOIN public.tenants t"
                        + " ON t.id = d.tenant_id WHERE t.schema_name = '%s'"))
                .isEqualTo(1);
        assertThat(tenant.count("SELECT count(*) FROM %s.outbox WHERE published_at IS NULL"))
                .isZero();
    }

    @Test
    void whileTheSecretIsChangedBothSign() {
        JsonNode endpoint = make("/rotated");
        String old = endpoint.path("secret").asText();
        String fresh = tenant.api()
                .post(pathOf(endpoint) + "/rotate-secret", Body.of("overlap_seconds", 3600))
                .expect(200)
                .json()
                .path("secret")
                .asText();
        tenant.api().post(pathOf(endpoint) + "/ping").expect(200);

        Message both = receiver.await("/rotated", 1).getFirst();
        assertThat(both.signatures()).containsExactly(both.signedWith(fresh), both.signedWith(old));
        String last = tenant.api()
                .post(pathOf(endpoint) + "/rotate-secret", Body.of("overlap_seconds", 0))
                .expect(200)
                .json()
                .path("secret")
                .asText();
        tenant.api().post(pathOf(endpoint) + "/ping").expect(200);
        Message one = receiver.await("/rotated", 2).getLast();
        assertThat(one.signatures()).containsExactly(one.signedWith(last));
    }

    @Test
    void eventsOfOneSubjectWaitForEachOtherAndForNobodyElse() {
        JsonNode endpoint = make("/ordered");
        receiver.answer("/ordered", 500);
        UUID ada = tenant.customer("ada", "UTC");
        String created = receiver.await("/ordered", 1).getFirst().id();
        await().atMost(PATIENCE)
                .until(() -> deliveries(endpoint).getFirst().path("attempts").asInt() >= 1);
        next("now() + interval '1 hour'");
        receiver.answer("/ordered", 200);
        rename(ada, "Ada");
        UUID bob = tenant.customer("bob", "UTC");
        await().atMost(PATIENCE).until(() -> of(bob).size() == 1);
        assertThat(of(ada)).extracting(Message::id).containsOnly(created);

        next("now()");

        await().atMost(PATIENCE).until(() -> of(ada).getLast().type().equals("customer.updated"));
        List<Message> last = of(ada).subList(of(ada).size() - 2, of(ada).size());
        assertThat(last).extracting(Message::type).containsExactly("customer.created", "customer.updated");
        assertThat(last.getFirst().id()).isEqualTo(created);
        assertThat(last.getFirst().body()).isEqualTo(of(ada).getFirst().body());
    }

    private List<Message> of(UUID subject) {
        return receiver.at("/ordered").stream()
                .filter(message -> message.subject().equals(subject.toString()))
                .toList();
    }

    /** When what waits is tried next. */
    private void next(String instant) {
        tenant.execute(
                "UPDATE public.webhook_deliveries SET next_attempt_at = " + instant
                        + " WHERE tenant_id = ? AND state = 'pending'",
                tenant.tenantId());
    }

    @Test
    void anEndpointThatHangsDelaysNoOther() {
        JsonNode hanging = make("/hanging");
        receiver.hang("/hanging");
        tenant.customer("first", "UTC");
        receiver.await("/hanging", 1);
        make("/quick");
        UUID second = tenant.customer("second", "UTC");

        assertThat(receiver.await("/quick", 1).getFirst().subject()).isEqualTo(second.toString());
        assertThat(deliveries(hanging))
                .extracting(one -> one.path("state").asText())
                .containsOnly("pending");
    }

    @Test
    void whatIsGivenUpIsADeadLetterThatCanBeReplayedAndAnEndpointThatTookNothingIsDisabled() {
        JsonNode endpoint = make("/down");
        receiver.answer("/down", 503);
        tenant.customer("ada", "UTC");
        String event = receiver.await("/down", 1).getFirst().id();
        await().atMost(PATIENCE)
                .until(() -> deliveries(endpoint).getFirst().path("attempts").asInt() >= 1);
        tryForTheLastTime(event);

        JsonNode dead = awaitState(endpoint, event, "dead");

        assertThat(dead.path("attempts").asInt()).isEqualTo(10);
        assertThat(dead.path("last_status").asInt()).isEqualTo(503);
        assertThat(dead.path("last_error").asText()).isEqualTo("The answer was 503");
        JsonNode disabled = tenant.api().get(pathOf(endpoint)).expect(200).json();
        assertThat(disabled.path("status").asText()).isEqualTo("disabled");
        assertThat(disabled.path("disabled_because").asText()).isEqualTo("failing");
        assertThat(tenant.count("SELECT count(*) FROM public.mails WHERE recipient = '" + tenant.email()
                        + "' AND subject LIKE 'A webhook endpoint of%%'"))
                .isEqualTo(1);
        String replay = pathOf(endpoint) + "/deliveries/" + event + "/replay";
        tenant.api().post(replay).expectProblem(409, "conflict");
        tenant.api().patch(pathOf(endpoint), Body.of("status", "enabled")).expect(200);
        receiver.answer("/down", 200);
        Object range = Body.of("since", dead.path("created_at").asText().substring(0, 10) + "T00:00:00Z");
        assertThat(tenant.api()
                        .post(pathOf(endpoint) + "/replay", range)
                        .expect(200)
                        .json()
                        .path("deliveries")
                        .asInt())
                .isEqualTo(1);
        assertThat(awaitState(endpoint, event, "delivered").path("attempts").asInt())
                .isEqualTo(1);
        int before = receiver.at("/down").size();
        tenant.api().post(replay).expect(200);
        assertThat(receiver.await("/down", before + 1)).extracting(Message::id).containsOnly(event);
    }

    @Test
    void whoAnswers410WantsNothingMore() {
        JsonNode endpoint = make("/gone");
        receiver.answer("/gone", 410);
        tenant.customer("ada", "UTC");
        String event = receiver.await("/gone", 1).getFirst().id();

        awaitState(endpoint, event, "dead");

        assertThat(tenant.api()
                        .get(pathOf(endpoint))
                        .expect(200)
                        .json()
                        .path("disabled_because")
                        .asText())
                .isEqualTo("gone");
        tenant.customer("bob", "UTC");
        assertThat(deliveries(endpoint)).hasSize(1);
        tenant.api().post(pathOf(endpoint) + "/ping").expectProblem(409, "conflict");
    }

    @Test
    void aRedirectIsNotFollowed() {
        JsonNode endpoint = make("/moved");
        receiver.answer("/moved", 302);
        tenant.customer("ada", "UTC");
        String event = receiver.await("/moved", 1).getFirst().id();
        await().atMost(PATIENCE)
                .until(() -> deliveries(endpoint).getFirst().path("last_status").asInt() == 302);
        assertThat(deliveries(endpoint).getFirst().path("event_id").asText()).isEqualTo(event);
        assertThat(deliveries(endpoint).getFirst().path("state").asText()).isEqualTo("pending");
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[fd00::1]/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0.0.0.0/",
                "https://user:password@example.com/",
                "http://example.com/",
                "ftp://example.com/",
                "nowhere"
            })
    void noEndpointLeadsInside(String url) {
        tenant.api().post(LIST, Body.of("url", url)).expectProblem(422, "validation_failed", "url");
        JsonNode endpoint = make("/ok");
        tenant.api().patch(pathOf(endpoint), Body.of("url", url)).expectProblem(422, "validation_failed", "url");
    }

    @Test
    void anAddressThatLeadsInsideByNowIsNotCalled() {
        JsonNode endpoint = make("/ok");
        tenant.execute(
                "UPDATE public.webhook_endpoints SET url = 'https://10.0.0.1/' WHERE id = ?",
                UUID.fromString(endpoint.path("id").asText()));
        tenant.customer("ada", "UTC");
        await().atMost(PATIENCE)
                .until(() -> deliveries(endpoint)
                        .getFirst()
                        .path("last_error")
                        .asText()
                        .equals("The address leads to an address that is not public"));
    }

    @Test
    void whatADeadReplicaHadClaimedIsDeliveredByAnother() {
        JsonNode endpoint = make("/claimed");
        int claimed = tenant.execute(
                "UPDATE public.webhook_endpoints SET lease_token = ?, lease_until = now() + interval '3 seconds'"
                        + " WHERE id = ?",
                UUID.randomUUID(),
                UUID.fromString(endpoint.path("id").asText()));
        assertThat(claimed).isEqualTo(1);
        tenant.customer("ada", "UTC");
        assertThat(receiver.await("/claimed", 1)).hasSize(1);
    }

    @Test
    void aSandboxBringsNoEndpointsAndSendsNothingOfTheBooksItCopies() {
        make("/real");
        tenant.customer("ada", "UTC");
        receiver.await("/real", 1);
        String slug = "s-" + TestTenant.unique();
        Jobs.result(tenant.api(), tenant.api().post("/tenant/sandboxes", Body.of("slug", slug, "name", "Play")));
        Api sandbox = tenant.anonymous()
                .withToken(tenant.anonymous()
                        .post(
                                "/auth/login",
                                Body.of("email", tenant.email(), "password", TestTenant.PASSWORD, "tenant", slug))
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText());
        assertThat(sandbox.all(LIST)).isEmpty();
        assertThat(sandbox.all("/events")).hasSize(1);
        sandbox.post(LIST, Body.of("url", receiver.url("/sandbox"))).expect(201);
        UUID bob =
                sandbox.post("/customers", Body.of("name", "bob")).expect(201).id();
        assertThat(receiver.await("/sandbox", 1)).extracting(Message::subject).containsExactly(bob.toString());
        assertThat(receiver.at("/real")).hasSize(1);
    }

    @Test
    void theSecretIsShownOnceAndWhatIsWrongIsSaid() {
        JsonNode endpoint = make("/secret");
        assertThat(endpoint.path("secret").asText()).matches("whsec_[A-Za-z0-9+/]{43}=");
        Answer read = tenant.api().get(pathOf(endpoint)).expect(200);
        assertThat(read.json().path("secret").isNull()).isTrue();
        assertThat(tenant.api().all("/audit-log").toString()).doesNotContain("whsec_");
        tenant.api()
                .with("If-Match", "\"7\"")
                .patch(pathOf(endpoint), Body.of("description", "x"))
                .expectProblem(412, "precondition_failed");
        for (String type : List.of("customer.eaten", "*", "customer", "customer.*x", ".*")) {
            Map<String, ?> body = Body.of("url", receiver.url("/x"), "event_types", List.of("invoice.*", type));
            tenant.api().post(LIST, body).expectProblem(422, "validation_failed", "event_types[1]");
        }
        tenant.api().delete(pathOf(endpoint)).expect(204);
        tenant.api().get(pathOf(endpoint)).expectProblem(404, "not_found");
        tenant.api().post(pathOf(endpoint) + "/ping").expectProblem(404, "not_found");
        assertThat(tenant.api().all(LIST)).isEmpty();
    }
}
