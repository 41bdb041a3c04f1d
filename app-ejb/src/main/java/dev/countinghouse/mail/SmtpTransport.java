package dev.countinghouse.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/** Sends through an SMTP server: one connection a mail, TLS demanded by STARTTLS unless the settings say otherwise. */
final class SmtpTransport implements MailTransport {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 10_000;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Settings settings;
    private final Clock clock;

    SmtpTransport(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How the server is reached.
     *
     * @param user empty to send without a login
     * @param startTls whether a server that offers no STARTTLS with a certificate of its name is refused; false sends in the clear
     */
    record Settings(String host, int port, String user, String password, boolean startTls) {

        /** Never the password. */
        @Override
        public String toString() {
            return "Settings[" + host + ":" + port + "]";
        }
    }

    @Override
    public void send(Message message) {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mime = mime(session, message);
            connect(transport);
            transport.sendMessage(mime, mime.getAllRecipients());
        } catch (SendFailedException e) {
            Address[] invalid = e.getInvalidAddresses();
            if (invalid != null && invalid.length > 0) {
                throw new MailRefused("the server refuses the recipient: " + e.getMessage(), e);
            }
            throw new MailNotSent("the server did not take it: " + e.getMessage(), e);
        } catch (MessagingException e) {
            throw new MailNotSent("no mail through " + settings + ": " + e.getMessage(), e);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        if (settings.user().isEmpty()) {
            transport.connect(); // with an empty user the library would try to log in
        } else {
            transport.connect(settings.user(), settings.password());
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", Integer.toString(CONNECT_MILLIS));
        properties.setProperty("mail.smtp.timeout", Integer.toString(READ_MILLIS));
        properties.setProperty("mail.smtp.writetimeout", Integer.toString(READ_MILLIS));
        return properties;
    }

    private MimeMessage mime(Session session, Message message) throws MessagingException {
        MimeMessage mime = new Identified(session, message.messageId());
        mime.setFrom(from(message.from()));
        mime.setRecipient(RecipientType.TO, new InternetAddress(message.mail().to(), true));
        if (!message.replyTo().isEmpty()) {
            mime.setReplyTo(new Address[] {new InternetAddress(message.replyTo(), true)});
        }
        mime.setSubject(message.mail().subject(), UTF_8);
        mime.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        if (message.mail().attachments().isEmpty()) {
            say(mime, message.mail());
        } else {
            MimeBodyPart said = new MimeBodyPart();
            say(said, message.mail());
            MimeMultipart mixed = new MimeMultipart("mixed", said);
            for (Attachment file : message.mail().attachments()) {
                mixed.addBodyPart(part(file));
            }
            mime.setContent(mixed);
        }
        mime.saveChanges();
        return mime;
    }

    private static void say(MimePart part, Mail mail) throws MessagingException {
        String html = mail.html();
        if (html == null) {
            part.setText(mail.text(), UTF_8);
            return;
        }
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(mail.text(), UTF_8);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, UTF_8, "html");
        part.setContent(new MimeMultipart("alternative", plain, rich));
    }

    private static MimeBodyPart part(Attachment file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
        part.setFileName(file.name());
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }

    private static InternetAddress from(Sender sender) throws MessagingException {
        try {
            return sender.name().isEmpty()
                    ? new InternetAddress(sender.address(), true)
                    : new InternetAddress(sender.address(), sender.name(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        }
    }

    /** A message that keeps the id it was given: the library would make one at each try. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
