package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trusted platform's credential going out.
 *
 * @param externalPlatformId the platform, which may have several keys
 * @param secret that it signs with, in the answer to its creation only
 * @param lastUsedAt to the minute
 */
public record ProvisioningKeyView(
        UUID id,
        String externalPlatformId,
        String name,
        @Nullable String secret,
        Instant createdAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    ProvisioningKeyView with(String shown) {
        return new ProvisioningKeyView(id, externalPlatformId, name, shown, createdAt, revokedAt, lastUsedAt);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "ProvisioningKeyView[" + id + "]";
    }
}
