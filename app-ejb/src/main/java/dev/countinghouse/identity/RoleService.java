package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The roles of the current tenant: the built-in ones and its own. */
@Stateless
public class RoleService {

    private static final int MOST = 100; // so that the list of all is one answer

    @Inject
    RoleRepository roles;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /** The built-in roles, weakest first, then the tenant's own. */
    @RolesAllowed(Permission.TENANT_READ)
    public Page<RoleView> list() {
        return new Page<>(
                Stream.concat(
                                Stream.of(Role.values()).map(RoleView::of),
                                roles.list(MOST).stream().map(OwnRole::view))
                        .toList(),
                null);
    }

    /** One of the tenant's own. */
    @RolesAllowed(Permission.TENANT_READ)
    public RoleView get(UUID id) {
        return roles.require(id).view();
    }

    /**
     * Makes a role of permissions that the caller has.
     *
     * @throws BillingException CODE_TAKEN, or when it is a built-in role's
     */
    @RolesAllowed(Permission.ROLE_WRITE)
    public RoleView create(NewRole wanted) {
        if (Role.of(wanted.code()).isPresent()) {
            throw new BillingException(ProblemType.CODE_TAKEN, "The code is a built-in role's");
        }
        if (roles.list(MOST).size() == MOST) {
            throw new BillingException(ProblemType.CONFLICT, "A tenant has at most " + MOST + " roles of its own");
        }
        UUID tenant = CurrentScope.tenant().id();
        OwnRole role = new OwnRole(Ids.next(), tenant, wanted.code(), wanted.name(), clock.instant());
        role.allow(grantable(wanted.permissions()));
        roles.add(role);
        audit.record("role.create", role.id(), null, role.view());
        return role.view();
    }

    /**
     * Changes a role; whoever has it may do at once what it then allows.
     *
     * @param name null to leave it
     * @param permissions null to leave them
     * @param version as last read; null to change whatever is there
     * @throws BillingException FORBIDDEN when the role allows what the caller may not do
     */
    @RolesAllowed(Permission.ROLE_WRITE)
    public RoleView change(
            UUID id, @Nullable String name, @Nullable List<String> permissions, @Nullable Integer version) {
        OwnRole role = within(id, version);
        RoleView before = role.view();
        if (name != null) {
            role.rename(name);
        }
        if (permissions != null) {
            role.allow(grantable(permissions));
        }
        roles.flush();
        audit.record("role.update", id, before, role.view());
        return role.view();
    }

    /**
     * Deletes a role that nobody has.
     *
     * @param version as last read; null to delete whatever is there
     * @throws BillingException ROLE_IN_USE, or FORBIDDEN when the role allows what the caller may not do
     */
    @RolesAllowed(Permission.ROLE_WRITE)
    public void delete(UUID id, @Nullable Integer version) {
        OwnRole role = within(id, version);
        audit.record("role.delete", id, role.view(), null);
        roles.remove(role);
    }

    private OwnRole within(UUID id, @Nullable Integer version) {
        OwnRole role = roles.require(id);
        if (version != null && version != role.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        if (!CurrentCaller.require().covers(role.permissions())) {
            throw new BillingException(ProblemType.FORBIDDEN, "The role allows more than you may do");
        }
        return role;
    }

    /** The permissions, each once, if the caller has them all and they are not an owner's. */
    private static Set<String> grantable(List<String> asked) {
        Caller caller = CurrentCaller.require();
        for (int i = 0; i < asked.size(); i++) {
            String field = "permissions[" + i + "]";
            String permission = asked.get(i);
            if (!Role.OWNER.permissions().contains(permission)) {
                throw BillingException.invalid(field, "unknown", "is no permission");
            }
            if (!Role.ADMIN.permissions().contains(permission)) {
                throw BillingException.invalid(field, "owners_only", "is an owner's alone");
            }
            if (!caller.permissions().contains(permission)) {
                throw BillingException.invalid(field, "not_yours", "is not a permission you have");
            }
        }
        return new TreeSet<>(asked);
    }
}
