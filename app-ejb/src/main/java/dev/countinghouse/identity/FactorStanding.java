package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a member of a tenant stands to the second factor.
 *
 * @param enrolled whether he has one
 * @param dueAt by when he has to have one; null when he has one, or need not
 * @param overdue whether that time is over: until he has one he may set one up and nothing else
 */
public record FactorStanding(boolean enrolled, @Nullable Instant dueAt, boolean overdue) {

    /** Claim of a token with which a second factor can be set up, and little else. */
    static final String ENROLMENT_ONLY = "mfa_enrolment_only";

    /** What access tokens say of it. Whoever has a factor has shown it at the beginning of each of his sessions. */
    Map<String, Object> claims() {
        if (enrolled) {
            return Map.of("amr", List.of("mfa")); // RFC 8176
        }
        return overdue ? Map.of(ENROLMENT_ONLY, true) : Map.of();
    }
}
