package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Logins by a mailed link. It opens once, within ten minutes, and in the browser that asked for it alone: whoever reads the mail
 * on its way, or has it followed by a scanner, gets nothing.
 */
@ApplicationScoped
public class MagicLinks {

    private static final int BROWSER_SECRET_LENGTH = 43;

    @Inject
    AccountRequests requests;

    @Inject
    MagicLinkLogin logins;

    @Inject
    SecurityLog log;

    /**
     * Mails a link if somebody has the address. Costs and answers the same for every address.
     *
     * @param browser the secret that the browser has from before; null when it has none
     * @return the secret that the browser is to show when it follows the link
     */
    public String request(String email, @Nullable String browser) {
        String secret = browser != null && browser.matches("[A-Za-z0-9]{" + BROWSER_SECRET_LENGTH + "}")
                ? browser // so that an earlier link still opens
                : Secrets.random(BROWSER_SECRET_LENGTH);
        requests.ask(TokenPurpose.MAGIC_LINK, email, secret);
        log.info("magic_link.requested", email, "");
        return secret;
    }

    /**
     * Begins a session, or asks for the second factor, and uses the token up. A token that is shown by another browser, or without the tenant that has to be
     * named, stays good.
     *
     * @param browser the secret of {@link #request}; null when the browser has none
     * @param slug the tenant to enter; null when the user is in one only
     * @throws BillingException VALIDATION_FAILED when the token is not good in this browser
     */
    public LoginStep verify(String token, @Nullable String browser, @Nullable String slug) {
        LoginStep step = logins.login(token, browser == null ? "" : browser, slug);
        if (step instanceof Login login) {
            log.info(
                    "login.magic_link",
                    login.member().userId(),
                    "tenant=" + login.tenant().slug());
        }
        return step;
    }
}
