package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
    private final TestTenant tenant = TestTenant.register();

    private Api keyed(String key) {
        return tenant.api().with("Idempotency-Key", key);
    }

    private int customers() {
        return tenant.api().all("/customers").size();
    }

    @Test
    void theSameRequestAgainAnswersTheSameBytesAndDoesNothing() {
        Map<String, @Nullable Object> body = Samples.customer();
        Answer first = keyed("k").post("/customers", body).expect(201);
        Answer again = keyed("k").post("/customers", body).expect(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(customers()).isEqualTo(1);
    }

    @Test
    void theAnswerStaysTheSameWhenTheResourceHasChanged() {
        Map<String, @Nullable Object> body = Samples.customer();
        Answer first = keyed("k").post("/customers", body).expect(201);
        tenant.api().patch("/customers/" + first.id(), Body.of("name", "Other")).expect(200);
        assertThat(keyed("k").post("/customers", body).text()).isEqualTo(first.text());
    }

    @Test
    void anotherBodyOrPathUnderTheSameKeyIsRefused() {
        Map<String, @Nullable Object> body = Samples.customer();
        keyed("k").post("/customers", body).expect(201);
        keyed("k").post("/customers", Body.like(body, "name", "Other")).expectProblem(422, "idempotency_key_reused");
        keyed("k").post("/tax-rates", body).expectProblem(422, "idempotency_key_reused");
        assertThat(customers()).isEqualTo(1);
    }

    @Test
    void twoAtOnceHaveOneEffect() {
        Map<String, @Nullable Object> body = Samples.customer();
        List<Answer> answers = Together.run(8, i -> keyed("k").post("/customers", body));

        assertThat(answers).extracting(Answer::status).containsAnyOf(201).isSubsetOf(201, 409);
        answers.stream().filter(answer -> answer.status() == 409).forEach(answer -> {
            answer.expectProblem(409, "request_in_progress");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        });
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::id))
                .containsOnly(keyed("k").post("/customers", body).expect(201).id());
        assertThat(customers()).isEqualTo(1);
    }

    @Test
    void aFailingRequestKeepsNothingSoThatItCanBeMended() {
        keyed("k").post("/customers", Body.of("name", "")).expectProblem(422, "validation_failed", "name");
        keyed("k").post("/customers", "{").expectProblem(400, "malformed_request");
        keyed("k")
                .post("/subscriptions", Body.of("external_customer_id", "x", "plan", "y"))
                .expect(422);
        keyed("k").post("/customers", Samples.customer()).expect(201);
    }

    @Test
    void aRequestRefusedByTheDatabaseLeavesNothingBehind() {
        Map<String, @Nullable Object> body = Samples.customer();
        keyed("a").post("/customers", body).expect(201);
        keyed("b").post("/customers", body).expectProblem(409, "external_id_taken");
        keyed("b").post("/customers", body).expectProblem(409, "external_id_taken");
        assertThat(customers()).isEqualTo(1);
        assertThat(tenant.api().all("/events?type=customer.created")).hasSize(1);
    }

    @Test
    void keysOfOneUserAreNotAnothers() {
        Map<String, @Nullable Object> body = Body.of("name", "Somebody");
        Api member = tenant.member("member").with("Idempotency-Key", "k");
        assertThat(member.post("/customers", body).expect(201).id())
                .isNotEqualTo(keyed("k").post("/customers", body).expect(201).id());
    }

    @Test
    void keysOfOneTenantAreNotAnothers() {
        TestTenant other = TestTenant.register();
        Map<String, @Nullable Object> body = Samples.customer();
        keyed("k").post("/customers", body).expect(201);
        Answer theirs = other.api()
                .with("Idempotency-Key", "k")
                .post("/customers", body)
                .expect(201);
        assertThat(theirs.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void aUserWithALongAddressHasKeysToo() {
        String address = "x".repeat(64) + "@" + "long.".repeat(36) + "example";
        String member = tenant.addMember("admin");
        tenant.execute(
                "UPDATE public.users SET email = ? WHERE email = ?",
                TestTenant.unique() + address.substring(12),
                member);
        tenant.api().all("/users").stream()
                .map(user -> user.path("email").asText())
                .filter(email -> email.endsWith("long.example"))
                .forEach(email -> tenant.anonymous()
                        .withToken(tenant.login(email).path("access_token").asText())
                        .with("Idempotency-Key", "k")
                        .post("/customers", Samples.customer())
                        .expect(201));
    }

    @Test
    void anAnswerIsForgottenAfterADay() {
        Map<String, @Nullable Object> body = Body.of("name", "Somebody");
        keyed("k").post("/customers", body).expect(201);
        tenant.execute("UPDATE " + tenant.schema() + ".idempotency_keys SET created_at = now() - interval '25 hours'");
        keyed("k").post("/customers", body).expect(201);
        assertThat(customers()).isEqualTo(2);
    }

    @Test
    void aKeyIsVisibleAscii() {
        keyed("k".repeat(256)).post("/customers", Samples.customer()).expectProblem(400, "malformed_request");
        keyed("a b").post("/customers", Samples.customer()).expectProblem(400, "malformed_request");
        keyed("k".repeat(255)).post("/customers", Samples.customer()).expect(201);
    }

    @Test
    void anAnswerWithoutABodyIsReplayedToo() {
        TestTenant own = TestTenant.register();
        Api other = own.anonymous()
                .withToken(own.login(own.email()).path("access_token").asText());
        other.with("Idempotency-Key", "bye").post("/auth/logout").expect(204);
        own.api().with("Idempotency-Key", "bye").post("/auth/logout").expect(204);
    }

    @Test
    void usageEventsHaveAKeyOfTheirOwnAndTakeThisOneToo() {
        tenant.makeCatalog();
        var customer = tenant.customer("c", "UTC");
        var event = Samples.usage(customer, "e", "2026-01-01T00:00:00Z", "1");
        Answer first = keyed("k").post("/usage", event).expect(201);
        assertThat(keyed("k").post("/usage", event).expect(201).text()).isEqualTo(first.text());
        assertThat(tenant.api().post("/usage", event).expect(200).id()).isEqualTo(first.id());
    }
}
