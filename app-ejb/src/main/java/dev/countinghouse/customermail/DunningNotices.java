package dev.countinghouse.customermail;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mails of dunning campaigns. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class DunningNotices {

    @Inject
    CustomerMailRepository mails;

    @Inject
    MailSettingsRepository settings;

    @Inject
    Event<MailsQueued> queued;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    /** What a notice says in place of the words of its kind. */
    public record Words(String subject, String text) {

        /**
         * Asked when they are saved, and not again when they are used.
         *
         * @throws dev.countinghouse.problem.BillingException VALIDATION_FAILED by its field, also for a variable that there is not
         */
        public void check() {
            MailText.checked("subject", subject, MailKind.DUNNING_NOTICE.variables());
            MailText.checked("text", text, MailKind.DUNNING_NOTICE.variables());
        }
    }

    /** Whether no mail leaves, because other books were put in place. */
    public boolean isHeld() {
        return settings.find().filter(MailSettings::isHeld).isPresent();
    }

    /**
     * Queues a notice.
     *
     * @param stepId of the step that it is of
     * @param words null: those of the tenant's template, or the product's
     * @return false when notices are not switched on
     */
    public boolean queue(UUID stepId, UUID invoiceId, @Nullable Words words) {
        boolean made = mails.queue(
                new Occasion(MailKind.DUNNING_NOTICE, stepId, invoiceId, null),
                words == null ? null : new MailTemplate.Words(words.subject(), words.text()),
                businessClock.instant(),
                clock.instant());
        if (made) {
            queued.fire(new MailsQueued());
        }
        return made;
    }
}
