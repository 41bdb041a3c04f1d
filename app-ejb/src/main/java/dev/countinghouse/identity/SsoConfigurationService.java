package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.oidc.OidcException;
import dev.countinghouse.oidc.ProviderAddresses;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The single sign-on of the current tenant. Whoever sets it up decides who is let in as whom, so he must be able to do himself
 * all that he could be let in to do.
 */
@Stateless
public class SsoConfigurationService {

    @Inject
    SsoConfigurationRepository configurations;

    @Inject
    RoleRepository roles;

    @Inject
    ProviderAddresses addresses;

    @Inject
    MasterKey masterKey;

    @Inject
    Audit audit;

    @Inject
    SecurityLog log;

    @Inject
    @RealTime
    Clock clock;

    /** @throws BillingException NOT_FOUND when there is none */
    @RolesAllowed(Permission.SSO_READ)
    public SsoView get() {
        return require();
    }

    /**
     * Sets it up, or changes it.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException FORBIDDEN for who may do less than an admin, or than a role that is mapped
     */
    @RolesAllowed(Permission.SSO_WRITE)
    public SsoView configure(SsoChange wanted, @Nullable Integer version) {
        check(wanted);
        requireAdmin();
        UUID tenant = CurrentScope.tenant().id();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        @Nullable SsoView before = configurations.lock().orElse(null);
        requireVersion(before, version);
        byte[] secret = sealed(tenant, before, wanted);
        if (before == null) {
            if (secret == null || !configurations.insert(tenant, wanted, secret, now)) {
                throw new BillingException(ProblemType.CONCURRENT_CHANGE, "Somebody else set it up right now");
            }
        } else {
            configurations.update(wanted, secret, now);
        }
        configurations.setGroupRoles(tenant, wanted.groupRoles());
        SsoView after = require();
        audit.record("sso.configure", tenant, before, after);
        log.warning(
                "sso.configured",
                CurrentCaller.require().userId(),
                "tenant=" + CurrentScope.tenant().slug());
        return after;
    }

    /** From now on nobody logs in by it; sessions that began so are not refreshed. */
    @RolesAllowed(Permission.SSO_WRITE)
    public void delete() {
        SsoView before = configurations.lock().orElseThrow(SsoConfigurationService::none);
        requireAdmin();
        configurations.delete();
        audit.record("sso.delete", CurrentScope.tenant().id(), before, null);
        log.warning(
                "sso.deleted",
                CurrentCaller.require().userId(),
                "tenant=" + CurrentScope.tenant().slug());
    }

    /** Whom {@link SsoTestService} asks. */
    @RolesAllowed(Permission.SSO_WRITE)
    public String issuer() {
        return require().issuer();
    }

    /** Notes what {@link SsoTestService} found. */
    @RolesAllowed(Permission.SSO_WRITE)
    public void tested(SsoFinding result) {
        audit.record("sso.test", CurrentScope.tenant().id(), null, result);
    }

    private SsoView require() {
        return configurations.find().orElseThrow(SsoConfigurationService::none);
    }

    private static BillingException none() {
        return new BillingException(ProblemType.NOT_FOUND, "The tenant has no single sign-on");
    }

    private static void requireVersion(@Nullable SsoView before, @Nullable Integer version) {
        if (version != null && (before == null || before.version() != version)) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
    }

    /** Whom the provider names he can be, as far as roles go that are not an owner's: so he has to be an admin himself. */
    private static void requireAdmin() {
        if (!CurrentCaller.require().covers(Role.ADMIN.permissions())) {
            throw new BillingException(ProblemType.FORBIDDEN, "Single sign-on lets in more than you may do");
        }
    }

    private void check(SsoChange wanted) {
        try {
            addresses.issuer(wanted.issuer());
        } catch (OidcException e) {
            throw BillingException.invalid("issuer", "not_allowed", "cannot be called: " + e.getMessage());
        }
        if (!wanted.scopes().contains("openid")) {
            throw BillingException.invalid("scopes", "required", "must name openid");
        }
        if (wanted.required() && !wanted.enabled()) {
            throw BillingException.invalid("required", "not_enabled", "can only be what is enabled");
        }
        Set<String> groups = new HashSet<>();
        List<GroupRole> mapped = wanted.groupRoles();
        for (int i = 0; i < mapped.size(); i++) {
            if (!groups.add(mapped.get(i).group())) {
                throw BillingException.invalid("group_roles[" + i + "].group", "duplicate", "is named before");
            }
            requireGivable("group_roles[" + i + "].role", mapped.get(i).role());
        }
        String otherwise = wanted.defaultRole();
        if (otherwise != null) {
            requireGivable("default_role", otherwise);
        }
    }

    private void requireGivable(String field, String code) {
        GrantedRole role = roles.findToGive(code)
                .orElseThrow(() -> BillingException.invalid(field, "unknown", "is no role of this tenant"));
        if (code.equals(Role.OWNER.code())) {
            throw BillingException.invalid(field, "owners_only", "cannot be given by a group");
        }
        if (!CurrentCaller.require().covers(role.permissions())) {
            throw new BillingException(ProblemType.FORBIDDEN, "The role allows more than you may do");
        }
    }

    /** A secret goes to the provider it was given for and to no other. */
    private byte @Nullable [] sealed(UUID tenant, @Nullable SsoView before, SsoChange wanted) {
        String secret = wanted.clientSecret();
        if (secret != null) {
            return masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), SsoSettings.sealName(tenant));
        }
        boolean same = before != null
                && before.issuer().equals(wanted.issuer())
                && before.clientId().equals(wanted.clientId());
        if (!same) {
            throw BillingException.invalid("client_secret", "required", "must come with a new issuer or client_id");
        }
        return null;
    }
}
