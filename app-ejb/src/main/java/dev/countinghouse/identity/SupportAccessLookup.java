package dev.countinghouse.identity;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the operator behind the token of an access. Asked on each request, so an access that has ended lets nobody in. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SupportAccessLookup {

    @Inject
    SupportAccessLookupRepository accesses;

    /** The caller; empty when the access is unknown, not open, over, or its operator's key is. */
    public Optional<Caller> find(String keyId, String token) {
        return accesses.find(keyId)
                .filter(stored -> Secrets.matches(token, stored.secretHash()))
                .map(SupportAccessLookup::caller);
    }

    private static Caller caller(SupportAccessLookupRepository.StoredAccess access) {
        UUID operator = access.operatorId();
        return new Caller(
                operator,
                access.operator(),
                access.tenantId(),
                Set.copyOf(access.permissions()),
                Map.of(
                        "sub",
                        operator.toString(),
                        "upn",
                        access.operator(),
                        Caller.SUPPORT_REASON,
                        access.reason(),
                        "exp",
                        access.expiresAt().getEpochSecond()));
    }
}
