package dev.countinghouse.mail;

import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how mail leaves, by {@code countinghouse.mail.transport}: {@code smtp}, {@code sendgrid} or {@code mailbox}. The
 * mailbox shows everybody's secrets to whoever can reach the server, so an installation with a public address cannot have it.
 */
@ApplicationScoped
public class MailTransports {

    private static final String PRODUCT = "Countinghouse";
    private static final String MAILBOX = "mailbox";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Inject
    @ConfigProperty(name = "countinghouse.mail.transport", defaultValue = "smtp")
    String kind;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.from", defaultValue = "Countinghouse <no-reply@localhost>")
    String from;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.smtp.host", defaultValue = "localhost")
    String smtpHost;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.smtp.port", defaultValue = "587")
    int smtpPort;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.smtp.user")
    Optional<String> smtpUser;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.smtp.password")
    Optional<String> smtpPassword;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.smtp.starttls", defaultValue = "true")
    boolean smtpStartTls;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.sendgrid.url", defaultValue = "https://api.sendgrid.com")
    URI sendGridUrl;

    @Inject
    @ConfigProperty(name = "countinghouse.mail.sendgrid.key")
    Optional<String> sendGridKey;

    @Inject
    MailboxTransport mailbox;

    @Inject
    @RealTime
    Clock clock;

    private volatile @Nullable MailTransport chosen;

    /** Whether mails stay here, to be read by whoever develops. */
    public boolean isMailbox() {
        return kind.equals(MAILBOX) && LOOPBACK.contains(String.valueOf(publicUrl.getHost()));
    }

    /** Whether mail may be written by a name from this installation's address, which signs it in and resets its passwords, too. */
    public boolean mayBeWrittenAs(String name) {
        return sender().allows(name, PRODUCT);
    }

    Sender sender() {
        return Sender.parse(from);
    }

    /** @throws IllegalStateException when the settings name no way that could be taken */
    MailTransport transport() {
        MailTransport transport = chosen;
        if (transport == null) {
            transport = choose();
            chosen = transport;
        }
        return transport;
    }

    private MailTransport choose() {
        return switch (kind) {
            case "smtp" ->
                new SmtpTransport(
                        new SmtpTransport.Settings(
                                smtpHost, smtpPort, smtpUser.orElse(""), smtpPassword.orElse(""), smtpStartTls),
                        clock);
            case "sendgrid" ->
                new SendGridTransport(
                        sendGridUrl,
                        sendGridKey.orElseThrow(
                                () -> new IllegalStateException("countinghouse.mail.sendgrid.key is missing")));
            case MAILBOX -> {
                if (!isMailbox()) {
                    throw new IllegalStateException(
                            "countinghouse.mail.transport=mailbox is for development: CH_PUBLIC_URL has to be on localhost");
                }
                yield mailbox;
            }
            default ->
                throw new IllegalStateException(
                        "countinghouse.mail.transport is smtp, sendgrid or mailbox, not " + kind);
        };
    }
}
