package dev.countinghouse.identity;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Finds the operator behind a key of {@code public.platform_keys}. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OperatorKeyLookup {

    @Inject
    OperatorKeyLookupRepository keys;

    /** The caller of a key; empty when its id is unknown, its secret wrong, or it is expired or revoked. */
    public Optional<Caller> find(String keyId, String key) {
        return keys.find(keyId)
                .filter(stored -> Secrets.matches(key, stored.secretHash()))
                .map(stored -> {
                    keys.touch(stored.id());
                    String name = "operator:" + stored.keyId();
                    return new Caller(
                            stored.id(),
                            name,
                            null,
                            Permission.OF_OPERATORS,
                            Map.of(
                                    "sub",
                                    stored.id().toString(),
                                    "upn",
                                    name,
                                    Caller.KEY_ID,
                                    stored.id().toString()));
                });
    }
}
