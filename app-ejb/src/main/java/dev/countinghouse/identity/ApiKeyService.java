package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
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
    @RealTime
    Clock clock;

    /**
     * Makes a key that may do a part of what its maker may do; all of it when nothing is said.
     *
     * @return with the secret, which is shown this once
     * @throws BillingException when the maker lacks a permission asked for
     */
    @RolesAllowed(Permission.API_KEY_WRITE)
    public ApiKeyView create(String name, @Nullable List<String> permissions, @Nullable Instant expiresAt) {
        Caller caller = CurrentCaller.require();
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw BillingException.invalid("expires_at", "past", "must be in the future");
        }
        List<String> allowed = allowed(caller.permissions(), permissions);
        Tenant tenant = CurrentScope.tenant();
        String secret = ApiKey.mint(!tenant.sandbox());
        ApiKey key = new ApiKey(Ids.next(), tenant.id(), name, secret, caller.userId());
        keys.add(key.allowing(allowed, now, expiresAt));
        return key.view(secret);
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
        keys.require(id).revoke(clock.instant());
    }
}
