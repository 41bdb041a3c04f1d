package dev.countinghouse.oidc;

/**
 * What an ID token has to say.
 *
 * @param issuer who made it
 * @param clientId for whom
 * @param nonceHash SHA-256 of the nonce that the browser was sent away with
 * @param groupsClaim where it names groups
 */
public record Expectation(String issuer, String clientId, byte[] nonceHash, String groupsClaim) {}
