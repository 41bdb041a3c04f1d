package dev.countinghouse.mail;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.redis.DevMailbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The development mailbox for reading. */
@ApplicationScoped
public class Mailbox {

    @Inject
    MailTransports transports;

    @Inject
    DevMailbox mailbox;

    /**
     * The newest mails first.
     *
     * @throws BillingException NOT_FOUND where mails are really sent
     */
    public List<MailboxView> all() {
        if (!transports.isMailbox()) {
            throw new BillingException(ProblemType.NOT_FOUND, ProblemType.NOT_FOUND.title());
        }
        return mailbox
                .all()
                .orElseThrow(
                        () -> new BillingException(ProblemType.UNAVAILABLE, "The mailbox is in Redis, which is away"))
                .stream()
                .map(mail -> Json.read(mail, new TypeReference<MailboxView>() {}))
                .toList();
    }
}
