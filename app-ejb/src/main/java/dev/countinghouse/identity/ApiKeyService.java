package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys of the current tenant. */
@Stateless
public class ApiKeyService {

    @Inject
    ApiKeyRepository keys;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Makes a key that may do a part of what its maker may do; all of it when nothing is said.
     *
     * @return with the secret, which is shown this once
     * @throws BillingException when the maker lacks a permission asked for
     */
    @RolesAllowed(Permission.API_KEY_WRITE)
    public ApiKeyView create(NewApiKey wanted) {
        List<String> allowed = allowed(CurrentCaller.require().permissions(), wanted.permissions());
        String secret = mint();
        ApiKey key = key(secret, wanted.name(), networks(wanted.allowedIps()))
                .allowing(allowed, clock.instant(), future(wanted.expiresAt()));
        keys.add(key);
        audit.record("api_key.create", key.id(), null, key.view(null));
        return key.view(secret);
    }

    /**
     * Replaces a key by one with the same name, permissions and networks; the caller is its maker. The old one is good for a
     * while yet, so that whoever uses it can change over.
     *
     * @param overlap how long the old one is good; with none it is revoked
     * @param expiresAt of the new key; null for the old one's
     * @return the new key with its secret, which is shown this once
     * @throws BillingException CONFLICT when the key is good no more or was replaced, FORBIDDEN when it may do more than the
     *     caller
     */
    @RolesAllowed(Permission.API_KEY_WRITE)
    public ApiKeyView rotate(UUID id, Duration overlap, @Nullable Instant expiresAt) {
        Instant now = clock.instant();
        ApiKey old = keys.lock(id);
        if (!old.isGood(now) || old.isReplaced()) {
            throw new BillingException(ProblemType.CONFLICT, "The key is revoked, expired or replaced: make a new one");
        }
        if (!CurrentCaller.require().covers(Set.copyOf(old.permissions()))) {
            throw new BillingException(ProblemType.FORBIDDEN, "The key may do more than you");
        }
        String secret = mint();
        ApiKey key = key(secret, old.name(), old.allowedIps())
                .allowing(old.permissions(), now, expiresAt == null ? old.expiresAt() : future(expiresAt));
        keys.add(key);
        ApiKeyView before = old.view(null);
        old.replace(key, now, now.plus(overlap));
        audit.record("api_key.create", key.id(), null, key.view(null));
        audit.record("api_key.rotate", old.id(), before, old.view(null));
        return key.view(secret);
    }

    private static String mint() {
        return ApiKey.mint(!CurrentScope.tenant().sandbox());
    }

    private static ApiKey key(String secret, String name, List<String> networks) {
        UUID maker = CurrentCaller.require().userId();
        return new ApiKey(Ids.next(), CurrentScope.tenant().id(), name, secret, maker).from(networks);
    }

    private @Nullable Instant future(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw BillingException.invalid("expires_at", "past", "must be in the future");
        }
        return expiresAt;
    }

    private static List<String> networks(@Nullable List<String> asked) {
        List<String> networks = asked == null ? List.of() : asked;
        for (int i = 0; i < networks.size(); i++) {
            if (IpRange.parse(networks.get(i)).isEmpty()) {
                throw BillingException.invalid(
                        "allowed_ips[" + i + "]",
                        "no_network",
                        "must be an IP address or a network such as 192.0.2.0/24");
            }
        }
        return networks.stream().distinct().toList();
    }

    private static List<String> allowed(Set<String> own, @Nullable List<String> asked) {
        if (asked == null) {
            return List.copyOf(own);
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!own.contains(asked.get(i))) {
                throw BillingException.invalid("permissions[" + i + "]", "not_yours", "is not a permission you have");
            }
        }
        return asked.stream().distinct().sorted().toList();
    }

    @RolesAllowed(Permission.API_KEY_READ)
    public Page<ApiKeyView> list(PageRequest page) {
        return keys.list(page).map(key -> key.view(null));
    }

    @RolesAllowed(Permission.API_KEY_READ)
    public ApiKeyView get(UUID id) {
        return keys.require(id).view(null);
    }

    /** From now on the key is refused; a second time changes nothing. */
    @RolesAllowed(Permission.API_KEY_WRITE)
    public void revoke(UUID id) {
        ApiKey key = keys.require(id);
        ApiKeyView before = key.view(null);
        key.revoke(clock.instant());
        audit.record("api_key.revoke", id, before, key.view(null));
    }
}
