package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Asks for another token that shows that the caller's address is his. */
@Stateless
public class EmailVerificationService {

    @Inject
    AccountRequests requests;

    /**
     * Mails another token, unless the address is verified or three are on their way.
     *
     * @throws BillingException FORBIDDEN for a machine
     */
    @RolesAllowed(Permission.TENANT_READ)
    public void request() {
        Caller caller = CurrentCaller.requirePerson("Only a person has an address: log in");
        requests.ask(TokenPurpose.EMAIL_VERIFICATION, caller.upn(), null);
    }
}
