package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that can be accepted, and who has its address.
 *
 * @param userId the user of the address; null when there is none
 * @param passwordHash his; null when there is no user
 */
public record Invited(
        UUID id,
        Tenant tenant,
        String email,
        String role,
        UUID invitedBy,
        @Nullable UUID userId,
        @Nullable String passwordHash) {

    /** Never the hash. */
    @Override
    public String toString() {
        return "Invited[" + id + "]";
    }
}
