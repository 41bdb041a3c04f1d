package dev.countinghouse.identity;

import dev.countinghouse.tenancy.RegistryMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Turns a credential into a caller. Checked on every request; remembered is at most what is stored of a key, and what a member may do. */
@ApplicationScoped
public class Authentication {

    @Inject
    Tokens tokens;

    @Inject
    Revocations revocations;

    @Inject
    KnownApiKeys apiKeys;

    @Inject
    OperatorKeyLookup operatorKeys;

    @Inject
    SupportAccessLookup supportAccesses;

    @Inject
    SessionService sessions;

    @Inject
    RegistryMemory memory;

    /** The question what a user may do in a tenant with a token that names this role. */
    private record MayDo(UUID userId, UUID tenantId, String role) {}

    /**
     * The caller of an access token; empty when it is not good or was revoked, or when its user is disabled or no member of
     * the tenant it names.
     */
    public Optional<Caller> byToken(String token) {
        return tokens.verify(token).filter(this::isUnrevoked).flatMap(this::asMember);
    }

    private Optional<Caller> asMember(Caller caller) {
        UUID userId = caller.userId();
        UUID tenantId = caller.tenantId();
        String role = caller.role();
        return tenantId == null || role == null
                ? Optional.empty()
                : memory.answer(
                                new MayDo(userId, tenantId, role),
                                Set.of(userId, tenantId),
                                () -> sessions.permissions(userId, tenantId, role))
                        .map(permissions ->
                                caller.allowed(caller.mustEnrol() ? whileEnrolling(permissions) : permissions));
    }

    /** What is about himself alone: enough to set up a second factor. */
    private static Set<String> whileEnrolling(Set<String> permissions) {
        return permissions.contains(Permission.TENANT_READ) ? Set.of(Permission.TENANT_READ) : Set.of();
    }

    private boolean isUnrevoked(Caller caller) {
        UUID tokenId = caller.tokenId();
        UUID sessionId = caller.sessionId();
        return tokenId != null && sessionId != null && !revocations.isRevoked(tokenId, sessionId);
    }

    /**
     * The caller of an API key, a tenant's or an operator's, or of an operator's access; empty when it is unknown, expired or revoked, or not for the
     * client's address.
     */
    public Optional<Caller> byApiKey(String key, String address) {
        return KeyText.parse(key).flatMap(text -> switch (text.kind()) {
            case KeyText.OPERATOR -> operatorKeys.find(text.id(), key);
            case KeyText.SUPPORT -> supportAccesses.find(text.id(), key);
            default -> apiKeys.find(text.id(), key, address);
        });
    }
}
