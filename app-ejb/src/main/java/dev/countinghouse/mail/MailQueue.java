package dev.countinghouse.mail;

import dev.countinghouse.tenancy.ActsAsWorker;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Shares waiting mails among replicas. Each call is a transaction of its own as {@code ch_worker}. A claim moves the next try
 * behind the longest time that sending may take: a server that dies sends nothing, and another one tries again.
 */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MailQueue {

    /** Tries before a mail is given up, over some three hours. */
    static final int ATTEMPTS_MAX = 8;

    static final int CLAIM_SECONDS = 180;
    private static final int FIRST_WAIT_SECONDS = 10;
    private static final int WAIT_SECONDS_MAX = 3_600;
    private static final int KEPT_DAYS = 7;
    private static final int ERROR_MAX = 500;

    @Inject
    MailRepository mails;

    /** The mail that has been due longest, for one try. */
    public Optional<ClaimedMail> claim() {
        return mails.claim(CLAIM_SECONDS);
    }

    /** It was taken: its body goes. */
    public void sent(ClaimedMail mail) {
        mails.finish(mail, "sent", null);
    }

    /** It is refused for good, or was tried often enough. */
    public void giveUp(ClaimedMail mail, String error) {
        mails.finish(mail, "failed", cut(error));
    }

    /** It is tried again after a time that grows. */
    public void retry(ClaimedMail mail, String error) {
        mails.retry(mail, waitSeconds(mail.attempts()), cut(error));
    }

    /** Forgets that mails were sent, a week later. */
    public int forget() {
        return mails.forget(KEPT_DAYS);
    }

    /** Seconds after so many tries: 10, 40, 160 ... an hour. */
    static int waitSeconds(int attempts) {
        int wait = FIRST_WAIT_SECONDS;
        for (int i = 1; i < attempts && wait < WAIT_SECONDS_MAX; i++) {
            wait *= 4;
        }
        return Math.min(wait, WAIT_SECONDS_MAX);
    }

    private static String cut(String error) {
        String line = error.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > ERROR_MAX ? line.substring(0, ERROR_MAX) : line;
    }
}
