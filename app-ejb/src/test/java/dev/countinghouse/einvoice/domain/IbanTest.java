package dev.countinghouse.einvoice.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IbanTest {

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013000, true",
        "GB82WEST12345698765432, true",
        "FR1420041010050500013M02606, true",
        "NO9386011117947, true",
        "DE89370400440532013001, false",
        "DE98370400440532013000, false",
        "DE00123456789012345678, false",
        "de89370400440532013000, false",
        "DE89 3704 0044 0532 0130 00, false",
        "DE8937040, false",
        "'', false",
    })
    void anIbanHasTheFormatAndItsCheckDigits(String text, boolean valid) {
        assertThat(Iban.isValid(text)).isEqualTo(valid);
    }
}
