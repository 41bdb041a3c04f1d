package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final Sender INSTALLATION = new Sender("Acme Billing", "no-reply@billing.example");

    @Test
    void nothingThatSomebodyIsCalledBeginsAnotherHeader() {
        Origin origin = new Origin("Nordwind\r\nBcc: all@example.com\u2028x", null, "a@b.example\r\nBcc: c@d.example");
        assertThat(origin.name()).isEqualTo("Nordwind Bcc: all@example.com x");
        assertThat(origin.replyTo()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new Origin("Nordwind", "a@b.example\nx", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nordwind", "Müller & Söhne", "Acme", "Billing Acme", "株式会社"})
    void aTenantWritesByItsName(String name) {
        assertThat(INSTALLATION.allows(name, "Countinghouse")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "billing@bank.example",
        "Acme Billing",
        "The ACME-billing team",
        "Ａｃｍｅ Billing",
        "Counting House",
        "countinghouse Support",
        "!?"
    })
    void nobodyWritesByAnAddressOrByTheInstallationsNameFromItsAddress(String name) {
        assertThat(INSTALLATION.allows(name, "Countinghouse")).isFalse();
    }

    @Test
    void aTenantsNameIsShownWithWhoseAddressItIs() {
        assertThat(INSTALLATION.of(new Origin("Nordwind", null, null)).name()).isEqualTo("Nordwind via Acme Billing");
        assertThat(INSTALLATION.of(new Origin("Nordwind", "billing@nordwind.example", null)))
                .isEqualTo(new Sender("Nordwind", "billing@nordwind.example"));
    }
}
