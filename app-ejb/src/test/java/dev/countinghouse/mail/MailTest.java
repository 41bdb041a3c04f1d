package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com\r\nBcc: all@example.com",
                "ada@example.com\nX: y",
                "ada@example.com,eve@example.com",
                "Ada <ada@example.com>",
                "ada@example.com ",
                "ada",
                "@example.com",
                "ada@",
                "a@b@c",
                "ada\u0000@example.com",
                ""
            })
    void onlyAnAddressIsAnAddress(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail(address, "s", "t"));
    }

    @Test
    void anOrdinaryAddressIsTaken() {
        assertThat(new Mail("ada.l+x@mail.example.com", "s", "t").to()).isEqualTo("ada.l+x@mail.example.com");
        assertThat(new Mail("ädä@bücher.example", "s", "t").to()).isEqualTo("ädä@bücher.example");
    }

    @Property(tries = 500)
    void aSubjectIsOneLineWhateverItIsMadeOf(@ForAll String text) {
        assertThat(new Mail("a@b.example", "Hello\r\nBcc: x@y.example\r\n\r\n" + text, "t").subject())
                .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029]")
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("Hello Bcc: x@y.example");
    }

    @Test
    void whatAMailSaysIsInNoLog() {
        Mail mail = new Mail("ada@example.com", "Your link", "secret-token", "<b>secret-token</b>");
        assertThat(mail.toString()).doesNotContain("secret", "ada@");
    }

    @Test
    void aSenderHasANameOrNone() {
        assertThat(Sender.parse("Countinghouse <no-reply@example.com>"))
                .isEqualTo(new Sender("Countinghouse", "no-reply@example.com"));
        assertThat(Sender.parse(" no-reply@example.com ")).isEqualTo(new Sender("", "no-reply@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> Sender.parse("nobody"));
        assertThatIllegalArgumentException().isThrownBy(() -> Sender.parse("A\r\nBcc: x <a@b.example>"));
    }
}
