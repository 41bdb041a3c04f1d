package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was not revoked, as it is checked against requests.
 *
 * @param createdBy its maker, who is active and a member of the tenant
 * @param permissions those of the key that its maker has too
 * @param allowedIps networks it is for; empty: all
 * @param expiresAt from when on it is refused; null: never
 */
record KnownApiKey(
        UUID id,
        UUID tenantId,
        String prefix,
        byte[] secretHash,
        UUID createdBy,
        Set<String> permissions,
        List<String> allowedIps,
        @Nullable Instant expiresAt) {

    /** Whose rows all this comes from. */
    Set<UUID> about() {
        return Set.of(tenantId, createdBy);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it may be used from an address. */
    boolean allows(String address) {
        return allowedIps.isEmpty()
                || allowedIps.stream()
                        .map(IpRange::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(network -> network.contains(address));
    }
}
