package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTransportsTest {

    private static MailTransports transports(String kind, String publicUrl) {
        MailTransports transports = new MailTransports();
        transports.kind = kind;
        transports.publicUrl = URI.create(publicUrl);
        transports.smtpHost = "localhost";
        transports.smtpUser = Optional.empty();
        transports.smtpPassword = Optional.empty();
        transports.sendGridUrl = URI.create("https://api.sendgrid.com");
        transports.sendGridKey = Optional.empty();
        transports.mailbox = new MailboxTransport();
        return transports;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"})
    void aDeveloperHasAMailbox(String url) {
        assertThat(transports("mailbox", url).isMailbox()).isTrue();
        assertThat(transports("mailbox", url).transport()).isInstanceOf(MailboxTransport.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://billing.example",
                "http://10.0.0.1",
                "http://localhost.billing.example",
                "http://127.0.0.1.example"
            })
    void anInstallationWithAnAddressHasNone(String url) {
        assertThat(transports("mailbox", url).isMailbox()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> transports("mailbox", url).transport());
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "sendgrid"})
    void whereMailIsSentThereIsNoMailbox(String kind) {
        assertThat(transports(kind, "http://127.0.0.1").isMailbox()).isFalse();
    }

    @Test
    void aSettingThatNamesNoWayIsAnError() {
        assertThat(transports("smtp", "http://127.0.0.1").transport()).isInstanceOf(SmtpTransport.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> transports("pigeon", "http://127.0.0.1").transport());
        assertThatIllegalStateException()
                .isThrownBy(() -> transports("sendgrid", "http://127.0.0.1").transport())
                .withMessageContaining("key");
    }
}
