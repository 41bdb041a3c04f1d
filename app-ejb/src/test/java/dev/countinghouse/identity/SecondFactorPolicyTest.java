package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondFactorPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final Duration GRACE = Duration.ofDays(7);

    private static SecondFactorPolicy policy(String roles) {
        SecondFactorPolicy policy = new SecondFactorPolicy();
        policy.defaultRoles = roles;
        policy.graceDays = 7;
        policy.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return policy;
    }

    private static FactorStanding standing(boolean enrolled, String role, @Nullable String roles, Instant since) {
        return policy("owner,admin").standing(new SecondFactorPolicyRepository.Situation(enrolled, role, roles, since));
    }

    @Test
    void aTenantThatHasNotSaidHasTheServersRoles() {
        assertThat(policy("owner,admin").roles(null)).containsExactly("owner", "admin");
        assertThat(policy(" owner , admin ").roles(null)).containsExactly("owner", "admin");
        assertThat(policy("none").roles(null)).isEmpty();
        assertThat(policy("owner,admin").roles("")).isEmpty();
        assertThat(policy("none").roles("clerk,viewer")).containsExactly("clerk", "viewer");
    }

    @Test
    void aMemberHasTimeUntilTheEndOfTheGrace() {
        Instant since = NOW.minus(GRACE).plusMillis(1);
        assertThat(standing(false, "admin", null, since))
                .isEqualTo(new FactorStanding(false, since.plus(GRACE), false));
        assertThat(standing(false, "admin", null, NOW.minus(GRACE))).isEqualTo(new FactorStanding(false, NOW, true));
    }

    @Test
    void nothingIsDueOfWhoHasOneOrNeedsNone() {
        Instant longAgo = NOW.minus(Duration.ofDays(900));
        assertThat(standing(true, "owner", null, longAgo)).isEqualTo(new FactorStanding(true, null, false));
        assertThat(standing(false, "viewer", null, longAgo)).isEqualTo(new FactorStanding(false, null, false));
        assertThat(standing(false, "owner", "", longAgo)).isEqualTo(new FactorStanding(false, null, false));
        assertThat(standing(false, "clerk", "clerk", longAgo).overdue()).isTrue();
    }

    @Test
    void tokensSayThatTheFactorWasShownOrIsMissing() {
        assertThat(new FactorStanding(true, null, false).claims()).isEqualTo(Map.of("amr", List.of("mfa")));
        assertThat(new FactorStanding(false, NOW, true).claims()).isEqualTo(Map.of("mfa_enrolment_only", true));
        assertThat(new FactorStanding(false, NOW, false).claims()).isEmpty();
    }
}
