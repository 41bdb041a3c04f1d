package dev.countinghouse.oidc;

import org.jspecify.annotations.Nullable;

/** What a provider gave for a code; nothing of it is believed yet. */
record ExchangedTokens(String idToken, @Nullable String accessToken) {

    /** Never the tokens. */
    @Override
    public String toString() {
        return "ExchangedTokens[]";
    }
}
