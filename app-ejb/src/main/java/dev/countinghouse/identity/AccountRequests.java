package dev.countinghouse.identity;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests for a token by mail. Taking one is the same work for every address: whether somebody has it is found out
 * later, by {@link AccountRequestRun}, when nobody waits for the answer.
 */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AccountRequests {

    @Inject
    AccountRequestRepository requests;

    /** @param browser a secret that only the browser that asks has; null where any may use the token */
    public void ask(TokenPurpose purpose, String email, @Nullable String browser) {
        requests.insert(
                Ids.next(),
                new AccountRequestRepository.Request(
                        purpose, SessionService.normal(email), browser == null ? null : Secrets.hash(browser)));
    }
}
