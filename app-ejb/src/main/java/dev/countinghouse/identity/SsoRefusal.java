package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.util.List;
import java.util.Locale;

/** Why somebody is not let in for whom an identity provider vouches. */
enum SsoRefusal {
    PROVIDER_REFUSED("The identity provider did not let you in"),
    OTHER_ISSUER("The answer is another identity provider's"),
    NO_VERIFIED_EMAIL("The identity provider has no confirmed e-mail address of yours"),
    DOMAIN_NOT_ALLOWED("Your e-mail address is of a domain that is not admitted here"),
    NOT_A_MEMBER("You are no member: ask to be invited"),
    OTHER_SUBJECT("Another user of the identity provider has this account"),
    DISABLED("The account is disabled"),
    OWNER("An owner logs in with his password"),
    NO_ROLE("None of your groups gives you a role here");

    private final String message;

    SsoRefusal(String message) {
        this.message = message;
    }

    BillingException exception() {
        return new BillingException(
                ProblemType.SSO_REFUSED,
                message,
                List.of(new FieldError("sso", name().toLowerCase(Locale.ROOT), message)));
    }
}
