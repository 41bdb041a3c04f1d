package dev.countinghouse.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends what waits, one mail after the other. Between a claim and its outcome no transaction is open. */
@ApplicationScoped
public class MailRun {

    private static final Logger LOG = Logger.getLogger(MailRun.class.getName());

    @Inject
    MailQueue queue;

    @Inject
    Mails mails;

    @Inject
    MailTransports transports;

    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable String lastFailure;

    /** Sends all that is due, unless this server is at it already. */
    public void tick() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Optional<ClaimedMail> mail = queue.claim();
            while (mail.isPresent()) {
                attempt(mail.get());
                mail = queue.claim();
            }
            lastFailure = null;
        } catch (RuntimeException e) {
            note(e);
        } finally {
            running.unlock();
        }
    }

    /** The database does not answer: the next tick asks again. Logged when it begins, not every second. */
    private void note(RuntimeException e) {
        String failure = String.valueOf(e.getMessage());
        if (!failure.equals(lastFailure)) {
            LOG.log(Level.WARNING, "mails cannot be sent at present", e);
        }
        lastFailure = failure;
    }

    private void attempt(ClaimedMail mail) {
        try {
            Mail opened = mails.open(mail);
            transports
                    .transport()
                    .send(new Message(mail.id(), transports.sender().of(opened.origin()), opened));
        } catch (MailRefused e) {
            LOG.log(Level.WARNING, "{0} is given up: {1}", new Object[] {mail, e.getMessage()});
            queue.giveUp(mail, String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            tryLater(mail, e);
            return;
        }
        queue.sent(mail);
    }

    private void tryLater(ClaimedMail mail, RuntimeException e) {
        String error = String.valueOf(e.getMessage());
        if (mail.attempts() < MailQueue.ATTEMPTS_MAX) {
            LOG.log(Level.WARNING, "{0} was not sent: {1}", new Object[] {mail, error});
            queue.retry(mail, error);
        } else {
            LOG.log(Level.SEVERE, "{0} is given up: {1}", new Object[] {mail, error});
            queue.giveUp(mail, error);
        }
    }
}
