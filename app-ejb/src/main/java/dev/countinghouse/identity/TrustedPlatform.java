package dev.countinghouse.identity;

import dev.countinghouse.audit.Actor;
import java.util.UUID;

/**
 * Another platform whose signature was good.
 *
 * @param keyId the key it signed with
 * @param externalPlatformId the platform
 */
public record TrustedPlatform(UUID keyId, String externalPlatformId) {

    /** As the audit log names it. */
    public Actor actor() {
        CurrentClient.Client client = CurrentClient.get();
        return new Actor(
                Actor.Kind.KEY,
                keyId.toString(),
                "platform:" + externalPlatformId,
                null,
                null,
                client.ip(),
                client.requestId(),
                null);
    }
}
