package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tenants of which the caller is a member, and going from one to another. For people: a key is one tenant's. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MyTenants {

    @Inject
    IdentityRepository identities;

    @Inject
    SessionService sessions;

    @Inject
    SecurityLog log;

    /** The active ones, by their slugs; to whom one tenant's identity provider vouches for, that tenant alone. */
    public List<TenantOfMine> list() {
        Caller caller = person();
        Map<UUID, String> companies = identities.companies(caller.userId());
        return identities.memberships(caller.userId()).stream()
                .filter(mine -> !caller.isThroughSso() || mine.tenant().id().equals(caller.tenantId()))
                .map(mine -> new TenantOfMine(
                        mine.tenant().id(),
                        mine.tenant().slug(),
                        companies.getOrDefault(mine.tenant().id(), mine.tenant().slug()),
                        mine.member().role(),
                        mine.tenant().id().equals(caller.tenantId())))
                .toList();
    }

    /**
     * Begins a session in another tenant; the one that the caller has goes on, unless it is the console's, whose browser keeps one.
     *
     * @throws BillingException VALIDATION_FAILED when he is no member of it; FORBIDDEN for whom one tenant's identity provider
     *     vouches: it is believed there alone
     */
    public Login enter(String slug) {
        Caller caller = person();
        if (caller.isThroughSso()) {
            throw new BillingException(
                    ProblemType.FORBIDDEN, "This session is of single sign-on: log in to the other tenant");
        }
        Membership membership = identities.memberships(caller.userId()).stream()
                .filter(mine -> mine.tenant().slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> BillingException.invalid("tenant", "unknown", "is no tenant of yours"));
        Login login = sessions.goOnIn(membership.member(), membership.tenant(), caller);
        log.info(
                "session.switched",
                caller.userId(),
                "tenant=" + membership.tenant().slug());
        return login;
    }

    private static Caller person() {
        return CurrentCaller.requirePerson("A key is one tenant's: log in");
    }
}
