package dev.countinghouse.platform;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.TenantLimits;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tiers as operators write them. No replica keeps one: each request of a tenant reads its tier's limits with the credential,
 * so that a change holds everywhere from the next request on.
 */
@Stateless
public class TierService {

    private static final String LIMITS = "limits";

    @Inject
    TierRepository tiers;

    /** Newest first. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<TierView> list(PageRequest page) {
        return Page.of(tiers.list(page), page, TierView::id);
    }

    @RolesAllowed(Permission.PLATFORM_READ)
    public TierView get(String code) {
        return tiers.require(code);
    }

    /**
     * Makes a tier, which no tenant is on.
     *
     * @throws BillingException CODE_TAKEN; VALIDATION_FAILED that names each limit which is wrong
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public TierView create(NewTier wanted) {
        Map<String, Integer> limits = TenantLimits.require(LIMITS, wanted.limits());
        if (!tiers.insert(Ids.next(), wanted.code(), wanted.name(), wanted.price(), limits)) {
            throw new BillingException(ProblemType.CODE_TAKEN, "There is a tier " + wanted.code() + " already");
        }
        return tiers.require(wanted.code());
    }

    /**
     * Changes a tier for all tenants on it; limits hold from their next request on.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException VALIDATION_FAILED that names each limit which is wrong once they are merged
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public TierView change(String code, TierChange change, @Nullable Integer version) {
        tiers.lock(code);
        TierView tier = tiers.require(code);
        if (version != null && version != tier.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        String name = change.name();
        Money price = change.price();
        Map<String, @Nullable Object> limits = change.limits();
        tiers.update(tier.id(), name, price, limits == null ? null : merged(tier.limits(), limits));
        return tiers.require(code);
    }

    private static Map<String, Integer> merged(Map<String, Object> stored, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> merged = new TreeMap<>(stored);
        change.forEach((name, value) -> {
            boolean takenOut = value == null && (merged.containsKey(name) || TenantLimits.isKnown(name));
            if (takenOut) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return TenantLimits.require(LIMITS, merged);
    }
}
