package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** API keys of the current tenant that the product makes for it, in the transaction of whoever asks. */
@ApplicationScoped
public class MachineKeys {

    @Inject
    ApiKeyRepository keys;

    @Inject
    MemberRepository members;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /**
     * A key with an admin's permissions. Its maker is whoever has been an owner longest: it ends with his membership.
     *
     * @return with the secret
     * @throws BillingException CONFLICT when no owner can log in
     */
    public ApiKeyView create(String name) {
        UUID maker = members.eldestOwner()
                .orElseThrow(() -> new BillingException(ProblemType.CONFLICT, "No owner of the tenant can log in"));
        String secret = ApiKey.mint(!CurrentScope.tenant().sandbox());
        ApiKey key = new ApiKey(Ids.next(), CurrentScope.tenant().id(), name, secret, maker)
                .allowing(List.copyOf(Role.ADMIN.permissions()), clock.instant(), null);
        keys.add(key);
        audit.record("api_key.create", key.id(), null, key.view(null));
        return key.view(secret);
    }

    /** A key without its secret. */
    public ApiKeyView get(UUID id) {
        return keys.require(id).view(null);
    }

    /** It is refused from the next request on. */
    public void revoke(UUID id) {
        ApiKey key = keys.lock(id);
        ApiKeyView before = key.view(null);
        key.revoke(clock.instant());
        audit.record("api_key.revoke", id, before, key.view(null));
    }
}
