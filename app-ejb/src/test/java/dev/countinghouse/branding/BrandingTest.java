package dev.countinghouse.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandingTest {

    private static final Path SHIPPED = Path.of("../liberty-config/src/main/liberty");

    @ParameterizedTest
    @ValueSource(strings = {"branding.json", "branding-coral-red.json"})
    void whatIsShippedIsGood(String file) throws IOException {
        String text = Files.readString(SHIPPED.resolve(file));
        assertThat(Json.MAPPER.readTree(Json.write(Branding.read(text)))).isEqualTo(Json.MAPPER.readTree(text));
    }

    @Test
    void whatIsNotSaidIsNotTold() {
        assertThat(Json.write(Branding.read("{\"name\":\"Acme Billing\",\"colors\":{}}")))
                .isEqualTo("{\"name\":\"Acme Billing\",\"colors\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"logo\":\"/logo.svg\"}",
                "{\"logo\":\"data:image/png;base64,iVBORw0KGgo=\"}",
                "{\"colors\":{\"primary\":\"#C0392b\"}}",
                "{\"fonts\":{\"text\":\"'IBM Plex Sans', Arial\"}}",
                "{\"navigation\":{\"order\":[\"invoices\",\"customers\"],\"hidden\":[\"usageErrors\"]}}",
                "{\"tiers\":[\"starter\",\"growth\"]}"
            })
    void looksCanBeReplacedOneByOne(String json) {
        assertThat(Json.write(Branding.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"\"} | name",
                "{\"name\":\"two\\nlines\"} | name",
                "{\"name\":\"12345678901234567890123456789012345678901\"} | name",
                "{\"logo\":\"https://cdn.example/logo.png\"} | logo",
                "{\"logo\":\"//cdn.example/logo.png\"} | logo",
                "{\"logo\":\"data:text/html;base64,PGI+\"} | logo",
                "{\"logo\":\"javascript:alert(1)\"} | logo",
                "{\"colors\":{\"primary\":\"red\"}} | colors.primary",
                "{\"colors\":{\"primary\":\"#fff\"}} | colors.primary",
                "{\"colors\":{\"primary\":\"#ffffff;x:url(//a)\"}} | colors.primary",
                "{\"fonts\":{\"text\":\"x; } body { display: none\"}} | fonts.text",
                "{\"navigation\":{\"order\":[\"invoices\",\"invoices\"]}} | navigation.order",
                "{\"navigation\":{\"hidden\":[\"<b>\"]}} | navigation.hidden",
                "{\"tiers\":[null]} | tiers",
                "{\"colours\":{}} | colours",
                "[] | line 1",
                "null | JSON object"
            })
    void whatCouldBreakAPageIsRefusedByItsName(String json, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Branding.read(json))
                .withMessageContaining(said);
    }
}
