package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Showing that an address is one's own. */
class EmailVerificationIT {
    private static final String VERIFY = "email-verification";

    private final TestTenant tenant = TestTenant.register();
    private final Inbox inbox = new Inbox(tenant.email());

    private Answer verify(String token) {
        return tenant.anonymous().post("/auth/verify-email", Body.of("token", token));
    }

    private JsonNode verifiedAt() {
        return tenant.api().get("/users/me").expect(200).json().path("email_verified_at");
    }

    @Test
    void whoRegistersWorksAtOnceAndConfirmsHisAddressLater() {
        assertThat(verifiedAt().isNull()).isTrue();
        tenant.customer("ada", "UTC");

        String token = inbox.token(VERIFY, 1);
        verify(token).expect(204);
        assertThat(verifiedAt().asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        verify(token).expectProblem(422, "validation_failed", "token");
    }

    @Test
    void theMailSaysNothingThatSomebodyChose() {
        inbox.token(VERIFY, 1);
        assertThat(inbox.about(VERIFY).getFirst().toString())
                .doesNotContain(tenant.api().canary(), "Owner", "Company");
    }

    @Test
    void anotherTokenIsMailedWhenAskedForUntilTheAddressIsConfirmed() {
        String first = inbox.token(VERIFY, 1);
        tenant.api().post("/users/me/email-verification").expect(202);
        String second = inbox.token(VERIFY, 2);
        assertThat(second).isNotEqualTo(first);
        verify(second).expect(204);

        tenant.api().post("/users/me/email-verification").expect(202);
        tenant.anonymous()
                .post("/auth/password-reset", Body.of("email", tenant.email()))
                .expect(202);
        inbox.token("password-reset", 1); // asked for later, so the one before was answered
        assertThat(inbox.about(VERIFY)).hasSize(2);
    }

    @Test
    void anExpiredTokenAndOneForAnotherPurposeConfirmNothing() {
        String token = inbox.token(VERIFY, 1);
        tenant.execute("UPDATE public.user_tokens SET expires_at = now() WHERE user_id = ?", tenant.ownerId());
        verify(token).expectProblem(422, "validation_failed", "token");

        tenant.anonymous()
                .post("/auth/password-reset", Body.of("email", tenant.email()))
                .expect(202);
        verify(inbox.token("password-reset", 1)).expectProblem(422, "validation_failed", "token");
        assertThat(verifiedAt().isNull()).isTrue();
    }

    @Test
    void aTokenForAnAddressThatIsNoLongerTheUsersConfirmsNothing() {
        String token = inbox.token(VERIFY, 1);
        tenant.execute("UPDATE public.users SET email = ? WHERE id = ?", "new-" + tenant.email(), tenant.ownerId());
        verify(token).expectProblem(422, "validation_failed", "token");
        assertThat(verifiedAt().isNull()).isTrue();
    }

    @Test
    void ofManyWhoUseATokenAtOnceOneConfirms() {
        String token = inbox.token(VERIFY, 1);
        List<Answer> answers = Together.run(20, i -> verify(token));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(204);
    }
}
