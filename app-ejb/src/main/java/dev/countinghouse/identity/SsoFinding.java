package dev.countinghouse.identity;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a tenant's identity provider was asked.
 *
 * @param ok whether it answers as a provider does
 * @param fault name of what is wrong; null when nothing is
 * @param detail the same for a person
 * @param authorizationEndpoint where members will be sent
 */
public record SsoFinding(
        boolean ok,
        String issuer,
        @Nullable String fault,
        @Nullable String detail,
        @Nullable URI authorizationEndpoint,
        @Nullable URI tokenEndpoint,
        @Nullable URI jwksUri) {}
