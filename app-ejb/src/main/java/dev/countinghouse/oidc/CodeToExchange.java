package dev.countinghouse.oidc;

import java.net.URI;

/**
 * What a browser came back with.
 *
 * @param verifier of the challenge that it was sent away with (RFC 7636)
 * @param redirectUri where it was to come back
 */
public record CodeToExchange(String code, String verifier, URI redirectUri) {

    /** Never what is secret. */
    @Override
    public String toString() {
        return "CodeToExchange[]";
    }
}
