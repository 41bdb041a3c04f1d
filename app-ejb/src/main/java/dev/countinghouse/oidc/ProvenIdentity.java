package dev.countinghouse.oidc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an ID token that was found good speaks of.
 *
 * @param subject who it is, for good, at this issuer
 * @param email as the issuer knows it; may be anything, or missing
 * @param emailVerified whether the issuer says that the address is his
 * @param name what people call him
 * @param groups he is in; empty when the token says nothing of them
 */
public record ProvenIdentity(
        String issuer,
        String subject,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String name,
        List<String> groups) {

    /** Who it is stays out of logs. */
    @Override
    public String toString() {
        return "ProvenIdentity[" + issuer + "]";
    }
}
