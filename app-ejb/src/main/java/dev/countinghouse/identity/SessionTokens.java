package dev.countinghouse.identity;

/**
 * What a login answers with.
 *
 * @param accessToken a MicroProfile JWT
 * @param refreshToken opaque, good for one refresh
 * @param expiresIn seconds the access token is good for
 */
public record SessionTokens(String accessToken, String refreshToken, long expiresIn) {}
