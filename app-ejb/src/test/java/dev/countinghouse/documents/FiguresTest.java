package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        en    | 1234567.89 | EUR | €1,234,567.89
        en    | -0.05      | USD | -$0.05
        en-GB | 5.00       | GBP | £5.00
        de    | 1234567.89 | EUR | 1.234.567,89_€
        de-AT | 1234.50    | EUR | €_1.234,50
        fr    | 1234567.89 | EUR | 1_234_567,89_€
        es    | 1234567.89 | EUR | 1.234.567,89_€
        ja    | 1234567    | JPY | ￥1,234,567
        en    | 1.234      | KWD | KWD1.234
        de    | 90071992547409.93 | EUR | 90.071.992.547.409,93_€
        """)
    void amountsAreWrittenAsTheCountryDoesToTheLastDigit(
            String locale, String amount, String currency, String expected) {
        assertThat(new Figures(Locale.forLanguageTag(locale))
                        .money(new MoneyView(new BigDecimal(amount), currency))
                        .replace('\u00a0', '_'))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        en | 0.000000000001 | €0.000000000001 | 0.000000000001
        de | 29             | 29,00_€         | 29
        fr | 1234.5         | 1_234,50_€      | 1_234,5
        """)
    void pricesAndQuantitiesMayBeFinerThanTheCurrency(String locale, String number, String price, String quantity) {
        Figures figures = new Figures(Locale.forLanguageTag(locale));
        assertThat(figures.price(new BigDecimal(number), "EUR").replace('\u00a0', '_'))
                .isEqualTo(price);
        assertThat(figures.number(new BigDecimal(number)).replace('\u00a0', '_'))
                .isEqualTo(quantity);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        en | March 1, 2026      | 19.125% | Mar 1, 2026
        de | 1. März 2026       | 19,125_% | 01.03.2026
        fr | 1 mars 2026        | 19,125_% | 1 mars 2026
        es | 1 de marzo de 2026 | 19,125_% | 1 mar 2026
        ja | 2026年3月1日       | 19.125% | 2026/03/01
        """)
    void datesAndRates(String locale, String day, String rate, String shortDay) {
        Figures figures = new Figures(Locale.forLanguageTag(locale));
        assertThat(figures.date(LocalDate.of(2026, 3, 1))).isEqualTo(day);
        assertThat(figures.shortDate(LocalDate.of(2026, 3, 1))).isEqualTo(shortDay);
        assertThat(figures.percent(new BigDecimal("19.125")).replace('\u00a0', '_'))
                .isEqualTo(rate);
    }
}
