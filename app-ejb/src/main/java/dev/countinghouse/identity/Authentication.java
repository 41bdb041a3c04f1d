package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Turns a credential into a caller. Checked on every request, never remembered. */
@ApplicationScoped
public class Authentication {

    @Inject
    Tokens tokens;

    @Inject
    Revocations revocations;

    @Inject
    ApiKeyLookup apiKeys;

    @Inject
    OperatorKeyLookup operatorKeys;

    @Inject
    SessionService sessions;

    /**
     * The caller of an access token; empty when it is not good or was revoked, or when its user is disabled or no member of
     * the tenant it names.
     */
    public Optional<Caller> byToken(String token) {
        return tokens.verify(token).filter(this::isUnrevoked).flatMap(sessions::asMember);
    }

    private boolean isUnrevoked(Caller caller) {
        UUID tokenId = caller.tokenId();
        UUID sessionId = caller.sessionId();
        return tokenId != null && sessionId != null && !revocations.isRevoked(tokenId, sessionId);
    }

    /**
     * The caller of an API key, a tenant's or an operator's; empty when it is unknown, expired or revoked, or not for the
     * client's address.
     */
    public Optional<Caller> byApiKey(String key, String address) {
        return KeyText.parse(key)
                .flatMap(text -> text.kind().equals(KeyText.OPERATOR)
                        ? operatorKeys.find(text.id(), key)
                        : apiKeys.find(text.id(), key, address));
    }
}
