package dev.countinghouse.customermail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {

    private static final Set<String> KNOWN = Set.of("due", "customer_name");

    @Test
    void valuesStandWhereTheirNamesWere() {
        MailText text = MailText.checked("text", "Hello {{customer_name}}, {{ due }} {{{due}}}", KNOWN);
        assertThat(text.with(Map.of("customer_name", "Ada & Söhne <KG>", "due", "€1.00")))
                .isEqualTo("Hello Ada & Söhne <KG>, €1.00 €1.00");
    }

    @Test
    void aPartIsThereOnlyWithItsValue() {
        MailText text = MailText.checked("text", "{{#due}}Pay {{due}}.{{/due}}{{^due}}Nothing to pay.{{/due}}", KNOWN);
        assertThat(text.with(Map.of("due", "€1.00"))).isEqualTo("Pay €1.00.");
        assertThat(text.with(Map.of("due", ""))).isEqualTo("Nothing to pay.");
    }

    @Test
    void whatAValueSaysIsNoTemplate() {
        MailText text = MailText.checked("text", "{{customer_name}}", KNOWN);
        assertThat(text.with(Map.of("customer_name", "{{due}}", "due", "1"))).isEqualTo("{{due}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{dues}}",
                "{{due.length}}",
                "{{due.class}}",
                "{{.}}",
                "{{this}}",
                "{{#class}}x{{/class}}",
                "{{^x}}y{{/x}}",
                "{{#due}}{{secret}}{{/due}}",
                "{{>other}}"
            })
    void aNameThatIsNoneIsRefusedByTheField(String text) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> MailText.checked("text", text, KNOWN))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("text")));
    }

    /** Whatever somebody types is taken or refused by its field, and what is taken can be written. */
    @Property(tries = 2_000)
    void nothingBreaksIt(
            @ForAll
                    @StringLength(max = 24)
                    @Chars({'{', '}', '#', '/', '^', '>', '=', '!', '&', ' ', '.', '\n', 'd', 'u', 'e'})
                    String text) {
        try {
            assertThat(MailText.checked("text", text, KNOWN).with(Map.of("due", "1", "customer_name", "Ada")))
                    .isNotNull();
        } catch (BillingException e) {
            assertThat(e.errors().getFirst().field()).isEqualTo("text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#due}}", "{{/due}}", "{{#due}}{{/customer_name}}", "{{=x}}", "{{}}", "{{#}}"})
    void whatIsNotClosedIsRefused(String text) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> MailText.checked("subject", text, KNOWN))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("malformed"));
    }
}
