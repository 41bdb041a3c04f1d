package dev.countinghouse.mail;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.json.Json;
import dev.countinghouse.redis.DevMailbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Keeps mails to be read on the developer's machine instead of sending them. */
@ApplicationScoped
class MailboxTransport implements MailTransport {

    @Inject
    DevMailbox mailbox;

    @Inject
    @RealTime
    Clock clock;

    @Override
    public void send(Message message) {
        Mail mail = message.mail();
        MailboxView view = new MailboxView(
                message.messageId(),
                mail.to(),
                mail.subject(),
                mail.text(),
                mail.html(),
                message.from().name() + " <" + message.from().address() + ">",
                message.replyTo(),
                mail.attachments().stream().map(Attachment::name).toList(),
                clock.instant());
        if (!mailbox.add(Json.write(view))) {
            throw new MailNotSent("Redis did not take it", null);
        }
    }
}
