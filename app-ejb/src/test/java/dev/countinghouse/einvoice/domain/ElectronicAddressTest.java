package dev.countinghouse.einvoice.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElectronicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9930:DE123456789",
                "0204:04011000-12345-34",
                "0088:7300010000001",
                "0007:5560125790",
                "0192:923609016",
                "0208:0403170701",
                "0151:51824753556",
                "0184:DK12345674",
                "0184:12345674",
                "0096:1234567890",
                "0198:DK12345674",
                "0106:12345678",
                "0190:00000001003214345000",
                "0201:ABC123",
                "0217:123456789012",
                "9944:NL123456789B01",
                "EM:invoices@stadt.example",
                "0199:a:colon",
                "9957:~!x"
            })
    void anAddressIsASchemeAndAnIdAsTheSchemeHasIt(String text) {
        assertThat(ElectronicAddress.of(text)).map(ElectronicAddress::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "DE123456789",
                "9930:",
                ":DE123456789",
                "9930:DE 123",
                "9930:Stra\u00dfe",
                "9930:DE\u0007",
                "1234:5",
                "em:a@b.example",
                " 9930:DE1",
                "EM:nobody",
                "EM:a@b@c",
                "0088:7300010000002",
                "0088:12",
                "0007:5560125791",
                "0007:556012579",
                "0192:923609017",
                "0192:000000000",
                "0208:0403170702",
                "0151:51824753557",
                "0151:5182475355A",
                "0184:DK1234567",
                "0096:123456789",
                "0198:12345674",
                "0106:123456789",
                "0190:1",
                "0201:ABC-12",
                "0217:1",
                "9944:NL123456789"
            })
    void whatIsNoneIsRefused(String text) {
        assertThat(ElectronicAddress.of(text)).isEmpty();
    }

    @Test
    void anIdHas128CharactersAtMostAndAnEmailAddress254() {
        assertThat(ElectronicAddress.ofEmail("a@" + "x".repeat(252))).isPresent();
        assertThat(ElectronicAddress.ofEmail("a@" + "x".repeat(253))).isEmpty();
        assertThat(ElectronicAddress.of("9930:" + "x".repeat(128))).isPresent();
        assertThat(ElectronicAddress.of("9930:" + "x".repeat(129))).isEmpty();
        assertThatThrownBy(() -> new ElectronicAddress("9930", "")).hasMessage(ElectronicAddress.RULE);
    }

    @Test
    void peppolTakesNoEmail() {
        assertThat(ElectronicAddress.ofEmail("a@b.example").orElseThrow().isInPeppol())
                .isFalse();
        assertThat(ElectronicAddress.of("0204:991-1").orElseThrow().isInPeppol())
                .isTrue();
        assertThat(ElectronicAddress.ofEmail("jörg@b.example")).isEmpty();
        assertThat(ElectronicAddress.ofEmail("a@b.example").orElseThrow().isInXRechnung())
                .isTrue();
        assertThat(ElectronicAddress.of("0245:1").orElseThrow().isInXRechnung()).isFalse();
    }
}
