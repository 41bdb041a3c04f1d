package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an SMTP server in this process. */
class SmtpTransportTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Sender FROM = new Sender("Countinghouse Ltd", "no-reply@billing.example");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpTransport transport(String user, String password, boolean startTls) {
        return new SmtpTransport(
                new SmtpTransport.Settings("127.0.0.1", server.getSmtp().getPort(), user, password, startTls),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void send(Mail mail) {
        transport("", "", false).send(new Message(ID, FROM, mail));
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        send(new Mail("ada@example.com", "Grüße, 你好", "Straße\n.\nlast line"));

        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Grüße, 你好");
        assertThat(String.valueOf(mail.getContent()).strip().replace("\r", "")).isEqualTo("Straße\n.\nlast line");
        assertThat(mail.getFrom()[0]).hasToString("Countinghouse Ltd <no-reply@billing.example>");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getAllRecipients()[0]).hasToString("ada@example.com");
        assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
    }

    @Test
    void textAndHtmlAreAlternatives() throws Exception {
        send(new Mail("ada@example.com", "s", "plain", "<p>rich</p>"));
        Multipart parts = (Multipart) received().getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>rich</p>");
    }

    @Test
    void aTenantsMailCarriesItsNameWhereToAnswerAndItsFiles() throws Exception {
        Origin origin = new Origin("Nordwind, \"GmbH\"", "billing@nordwind.example", "help@nordwind.example");
        Mail mail = new Mail(
                "ada@example.com",
                "s",
                "plain",
                "<p>rich</p>",
                origin,
                List.of(new Attachment("INV-1.pdf", "application/pdf", new byte[] {0, 1, -1})));
        transport("", "", false).send(new Message(ID, FROM.of(origin), mail));

        MimeMessage arrived = received();
        InternetAddress from = (InternetAddress) arrived.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Nordwind, \"GmbH\"");
        assertThat(from.getAddress()).isEqualTo("billing@nordwind.example");
        assertThat(arrived.getReplyTo()[0]).hasToString("help@nordwind.example");
        Multipart parts = (Multipart) arrived.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/mixed");
        Multipart said = (Multipart) parts.getBodyPart(0).getContent();
        assertThat(said.getContentType()).startsWith("multipart/alternative");
        assertThat(said.getBodyPart(1).getContent()).isEqualTo("<p>rich</p>");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("INV-1.pdf");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(0, 1, -1);
    }

    @Test
    void aTenantWithoutAnAddressOfItsOwnWritesFromTheInstallations() {
        assertThat(FROM.of(new Origin("Nordwind", null, null)))
                .isEqualTo(new Sender("Nordwind via Countinghouse Ltd", "no-reply@billing.example"));
        assertThat(FROM.of(null)).isEqualTo(FROM);
    }

    @Test
    void aSecondTryIsTheSameMail() throws Exception {
        Mail mail = new Mail("ada@example.com", "s", "t");
        send(mail);
        send(mail);
        assertThat(server.getReceivedMessages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.getMessageID()).isEqualTo("<" + ID + "@billing.example>"));
    }

    @Test
    void aNameWithALineBreakMakesNoHeader() throws Exception {
        send(new Mail(
                "ada@example.com", "Welcome to X\r\nBcc: eve@example.com", "t\r\n.\r\nRCPT TO:<eve@example.com>"));
        assertThat(received().getHeader("Bcc")).isNull();
        assertThat(received().getSubject()).isEqualTo("Welcome to X Bcc: eve@example.com");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aServerThatWantsALoginGetsIt() throws Exception {
        server.setUser("mailer@billing.example", "mailer", "right password");
        transport("mailer", "right password", false).send(new Message(ID, FROM, new Mail("ada@example.com", "s", "t")));
        assertThat(received().getSubject()).isEqualTo("s");
        assertThatExceptionOfType(MailNotSent.class)
                .isThrownBy(() -> transport("mailer", "wrong password", false)
                        .send(new Message(ID, FROM, new Mail("ada@example.com", "s", "t"))))
                .withMessageNotContaining("wrong password");
    }

    @Test
    void aServerWithoutTlsGetsNothingUnlessTheSettingsSaySo() {
        assertThatExceptionOfType(MailNotSent.class)
                .isThrownBy(() ->
                        transport("", "", true).send(new Message(ID, FROM, new Mail("ada@example.com", "s", "secret"))))
                .withMessageContaining("STARTTLS");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedLater() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        SmtpTransport away =
                new SmtpTransport(new SmtpTransport.Settings("127.0.0.1", port, "", "", false), Clock.systemUTC());
        assertThatExceptionOfType(MailNotSent.class)
                .isThrownBy(() -> away.send(new Message(ID, FROM, new Mail("ada@example.com", "s", "t"))));
    }
}
