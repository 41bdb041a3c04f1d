package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers requests for a token: makes it and writes the mail, in the transaction that takes the request away. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AccountRequestRun {

    /** Unexpired tokens of one purpose that a user has at most: nobody fills somebody's inbox. */
    static final int TOKENS_MAX = 3;

    private static final int TOKEN_LENGTH = 43;
    private static final int ANSWERED_WITHIN_MINUTES = 30;

    @Inject
    AccountRequestRepository requests;

    @Inject
    AccountRepository accounts;

    @Inject
    UserTokenRepository tokens;

    @Inject
    Mails mails;

    @Inject
    SecurityLog log;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    /** Answers the oldest one; false when there is none. */
    public boolean next() {
        requests.deleteOlder(ANSWERED_WITHIN_MINUTES);
        Optional<AccountRequestRepository.Request> request = requests.take();
        request.ifPresent(this::answer);
        return request.isPresent();
    }

    private void answer(AccountRequestRepository.Request request) {
        Optional<Account> account = accounts.byEmail(request.email());
        if (account.isEmpty()) {
            log.info(
                    "token.unknown_address",
                    request.email(),
                    "purpose=" + request.purpose().code());
            return;
        }
        send(account.get(), request);
    }

    private void send(Account account, AccountRequestRepository.Request request) {
        Instant now = clock.instant();
        TokenPurpose purpose = request.purpose();
        tokens.deleteExpired(now);
        boolean settled = purpose == TokenPurpose.EMAIL_VERIFICATION && account.emailVerifiedAt() != null;
        if (settled || tokens.count(account.userId(), purpose, now) >= TOKENS_MAX) {
            log.info("token.not_sent", account.userId(), "purpose=" + purpose.code());
            return;
        }
        String token = Secrets.random(TOKEN_LENGTH);
        tokens.insert(
                new UserTokenRepository.Key(purpose, Secrets.hash(token), request.browserHash()),
                new UserTokenRepository.Holder(account.userId(), account.email()),
                now.plus(purpose.life()));
        mails.send(mail(account.email(), purpose, token), null, account.userId());
        log.info("token.sent", account.userId(), "purpose=" + purpose.code());
    }

    /**
     * What is written. Nothing that somebody chose stands in it, no name and no company: whoever registers with another's
     * address could have us write to him. The token stands behind {@code #}: no server on the way logs it.
     */
    private Mail mail(String to, TokenPurpose purpose, String token) {
        String link = publicUrl + "/#/" + purpose.code().replace('_', '-') + "?token=" + token;
        return switch (purpose) {
            case PASSWORD_RESET ->
                new Mail(
                        to,
                        "Set a new password for Countinghouse",
                        "Somebody, hopefully you, asked for a new password. Within 20 minutes, set it here:\n\n" + link
                                + "\n\nIf it was not you, nothing has changed and you need not do anything.\n");
            case EMAIL_VERIFICATION ->
                new Mail(
                        to,
                        "Confirm your address for Countinghouse",
                        "This address was given for an account. Within a day, confirm that it is yours:\n\n" + link
                                + "\n\nIf you know nothing of it, ignore this mail.\n");
            case MAGIC_LINK ->
                new Mail(
                        to,
                        "Your link to Countinghouse",
                        "Within 10 minutes, in the browser in which you asked for it, log in here:\n\n" + link
                                + "\n\nIf it was not you, ignore this mail: the link opens nothing elsewhere.\n");
        };
    }
}
