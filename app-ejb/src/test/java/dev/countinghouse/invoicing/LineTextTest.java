package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.period;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line says to whoever has to pay it, for each kind of what a quantity counts. */
class LineTextTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String JUNE = "Build minutes from 2023-06-01 to 2023-06-30 (Europe/Paris): ";

    private static final String WRITTEN = "Set-up, by hand";

    private static StoredLine line(LinePurpose purpose, String quantity, String unit, String amount) {
        return line(purpose, "2023-06-01/2023-07-01", quantity, unit, amount);
    }

    private static StoredLine line(LinePurpose purpose, String days, String quantity, String unit, String amount) {
        return new StoredLine(
                UUID.randomUUID(),
                Samples.id(1),
                "ACME-000001",
                1,
                Instant.EPOCH,
                Samples.ITEM,
                Samples.USAGE_ID,
                purpose,
                0,
                period(days),
                new BigDecimal(quantity),
                new BigDecimal(unit),
                new BigDecimal(amount),
                Money.exact(new BigDecimal(amount), EUR),
                Money.zero(EUR),
                BigDecimal.ZERO,
                Money.zero(EUR),
                List.of(),
                new StoredLine.TaxedBy(null, List.of()),
                "units//",
                purpose == LinePurpose.DELTA ? new BigDecimal("20") : null,
                purpose == LinePurpose.DELTA ? new BigDecimal("500") : null);
    }

    private static String text(StoredLine line, String calculation) {
        Map<String, Object> read = Json.readObject(calculation);
        return new LineText(line, new ProofRepository.Said(WRITTEN, read), Samples.buildMinutes(), Samples.PARIS)
                .text(null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\":\"units\" | 40 | 0.08 | 3.20 | 40 at 0.08 EUR = 3.20 EUR.",
                "\"kind\":\"units\",\"from\":0,\"up_to\":50 | 40 | 0.08 | 3.20 | the first 40 at 0.08 EUR = 3.20 EUR.",
                "\"kind\":\"units\",\"from\":50 | 20 | 0.05 | 1.00 | the 20 above 50 at 0.05 EUR = 1.00 EUR.",
                "\"kind\":\"packages\" | 3 | 1.5 | 4.50 | 3 at 1.50 EUR = 4.50 EUR.",
                "\"kind\":\"flat\",\"flat\":true,\"from\":0,\"up_to\":50 | 1 | 5 | 5.00 | flat amount of the units 0 to 50 = 5.00 EUR.",
                "\"kind\":\"rate\" | 1000 | 0.0299 | 29.90 | 2.99 % of 1000.00 EUR = 29.90 EUR.",
                "\"kind\":\"rate\",\"from\":1000 | 500 | 0.02 | 10.00 | 2 % of the 500.00 EUR above 1000 = 10.00 EUR.",
                "\"kind\":\"unused_days\",\"fee\":29 | -0.5 | 29 | -14.50 | not used of a fee of 29.00 EUR = -14.50 EUR.",
                "\"kind\":\"fees\" | 7 | 0.25 | 1.75 | fixed fees, 7 at 0.25 EUR = 1.75 EUR.",
                "\"kind\":\"transaction_limits\" | 1 | 2 | 2.00 | least and most of each transaction = 2.00 EUR.",
                "\"kind\":\"amounts\" | 1 | 12.34 | 12.34 | the amounts that came with the events = 12.34 EUR.",
                "\"kind\":\"minimum\" | 1 | 8 | 8.00 | what is missing to the minimum of the charge = 8.00 EUR.",
                "\"kind\":\"maximum\" | 1 | -8 | -8.00 | what is above the maximum of the charge = -8.00 EUR."
            })
    void everyKindHasItsWords(String calculation, String quantity, String unit, String amount, String words) {
        assertThat(text(line(LinePurpose.REGULAR, quantity, unit, amount), "{" + calculation + "}"))
                .isEqualTo(JUNE + words);
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-06-01/2023-07-01 | 7.5 | 96.333 | 722.50 | from 2023-06-01 to 2023-06-30 (Europe/Paris): 7.5 at 96.333 EUR = 722.50 EUR.",
                "2023-06-01/2023-06-02 | 1 | -10 | -10.00 | on 2023-06-01 (Europe/Paris): 1 at -10.00 EUR = -10.00 EUR."
            })
    void aLineByHandSaysWhatSomebodyWrote(String days, String quantity, String unit, String amount, String words) {
        StoredLine written = line(LinePurpose.ONE_OFF, days, quantity, unit, amount);
        ProofRepository.Said said = new ProofRepository.Said(WRITTEN, Json.readObject("{\"kind\":\"one_off\"}"));
        assertThat(new LineText(written, said, null, Samples.PARIS).text(null)).isEqualTo(WRITTEN + " " + words);
    }

    @Test
    void aRateOfLateUsageIsOfAllThatThereIs() {
        assertThat(text(line(LinePurpose.DELTA, "100", "0.04", "4.00"), "{\"kind\":\"rate\"}"))
                .isEqualTo(
                        "Late usage, " + JUNE
                                + "4 % of 600.00 EUR = 24.00 EUR in all, of which 20.00 EUR was billed before; 4.00 EUR is due now.");
    }
}
