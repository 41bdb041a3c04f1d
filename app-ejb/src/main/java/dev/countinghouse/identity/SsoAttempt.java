package dev.countinghouse.identity;

import java.util.UUID;

/**
 * Somebody who was sent to an identity provider.
 *
 * @param browserHash of the secret that his browser alone has
 * @param sealedVerifier the PKCE verifier
 * @param returnTo path of ours where he wants to go then
 */
public record SsoAttempt(
        byte[] stateHash,
        UUID tenantId,
        String issuer,
        String clientId,
        byte[] browserHash,
        byte[] nonceHash,
        byte[] sealedVerifier,
        String returnTo) {

    /** Never what is secret. */
    @Override
    public String toString() {
        return "SsoAttempt[" + tenantId + "]";
    }
}
