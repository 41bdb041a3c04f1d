package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who has to have a second factor: members with the roles that their tenant names. A tenant that names none has none; one that
 * has not said anything has those of the server's setting. Members have some days to set one up.
 */
@ApplicationScoped
public class SecondFactorPolicy {

    private static final String NOBODY = "none";

    @Inject
    SecondFactorPolicyRepository situations;

    @Inject
    RoleRepository roles;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "countinghouse.mfa.roles", defaultValue = "owner,admin")
    String defaultRoles;

    @Inject
    @ConfigProperty(name = "countinghouse.mfa.grace.days", defaultValue = "7")
    int graceDays;

    /**
     * The roles of a tenant that need one.
     *
     * @param stored of its row, with commas between them; null while it has not said
     */
    public List<String> roles(@Nullable String stored) {
        String said = stored == null ? defaultRoles.strip() : stored;
        return said.isEmpty() || said.equals(NOBODY) ? List.of() : List.of(said.split("\\s*,\\s*"));
    }

    /**
     * Refuses what is no role of the current tenant.
     *
     * @throws BillingException VALIDATION_FAILED naming the field
     */
    public void check(String field, List<String> named) {
        for (int i = 0; i < named.size(); i++) {
            if (roles.find(named.get(i)).isEmpty()) {
                throw BillingException.invalid(field + "[" + i + "]", "unknown", "is no role of this tenant");
            }
        }
    }

    /** How a member stands now; within a transaction of {@code ch_identity}. Who is no member need not have anything. */
    FactorStanding standing(UUID userId, UUID tenantId) {
        return situations
                .situation(userId, tenantId)
                .map(this::standing)
                .orElseGet(() -> new FactorStanding(false, null, false));
    }

    FactorStanding standing(SecondFactorPolicyRepository.Situation situation) {
        Optional<Instant> due = Optional.of(situation)
                .filter(member -> !member.enrolled() && roles(member.roles()).contains(member.role()))
                .map(member -> member.since().plus(Duration.ofDays(graceDays)));
        return new FactorStanding(
                situation.enrolled(),
                due.orElse(null),
                due.filter(end -> !clock.instant().isBefore(end)).isPresent());
    }
}
