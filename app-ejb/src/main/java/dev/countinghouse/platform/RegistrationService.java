package dev.countinghouse.platform;

import dev.countinghouse.identity.Login;
import dev.countinghouse.identity.Member;
import dev.countinghouse.identity.PasswordHashing;
import dev.countinghouse.identity.PasswordRules;
import dev.countinghouse.identity.Role;
import dev.countinghouse.identity.SessionService;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/** Makes a tenant with its owner. The tenant is there whole or not at all. */
@ApplicationScoped
public class RegistrationService {

    @Inject
    TenantFactory tenants;

    @Inject
    PasswordHashing passwords;

    @Inject
    SessionService sessions;

    /**
     * Makes a tenant with its owner and logs the owner in.
     *
     * @throws dev.countinghouse.problem.BillingException SLUG_TAKEN or EMAIL_TAKEN
     */
    public Login register(Registration registration) {
        Member owner = owner(registration);
        return sessions.beginUnasked(owner, create(registration, owner));
    }

    /** Makes a tenant with its owner, whom nobody logs in. */
    Tenant create(Registration registration) {
        return create(registration, owner(registration));
    }

    private Tenant create(Registration registration, Member owner) {
        PasswordRules.check(
                "password",
                registration.password(),
                owner.email(),
                registration.name(),
                registration.company(),
                registration.slug());
        return tenants.create(registration, owner, passwords.hash(registration.password()));
    }

    private static Member owner(Registration registration) {
        return new Member(
                Ids.next(),
                registration.email().strip().toLowerCase(Locale.ROOT),
                registration.name(),
                Role.OWNER.code());
    }
}
