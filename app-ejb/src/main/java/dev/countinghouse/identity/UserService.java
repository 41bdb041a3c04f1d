package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** The people of the current tenant. */
@Stateless
public class UserService {

    @Inject
    UserRepository users;

    @Inject
    Audit audit;

    /** The caller himself; for an API key, who made it. */
    @RolesAllowed(Permission.TENANT_READ)
    public UserView me() {
        return users.require(CurrentCaller.require().userId());
    }

    /**
     * Changes the caller's name, in all his tenants.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException FORBIDDEN for whom a tenant's identity provider vouches
     */
    @RolesAllowed(Permission.TENANT_READ)
    public UserView rename(String name, @Nullable Integer version) {
        if (CurrentCaller.require().isThroughSso()) {
            throw new BillingException(ProblemType.FORBIDDEN, "Log in by yourself: the name is yours in all tenants");
        }
        UserView me = me();
        if (!users.rename(me.id(), name, version)) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        UserView renamed = me();
        audit.record("user.update", me.id(), me, renamed);
        return renamed;
    }

    /** Everybody, newest first. */
    @RolesAllowed(Permission.MEMBER_READ)
    public Page<UserView> list(PageRequest page) {
        return Page.of(users.list(page), page, UserView::id);
    }
}
