package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {

    @Test
    void theyAreTenOfAtLeast128BitsAndAllDifferent() {
        List<String> codes = RecoveryCodes.generate();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}"));
        assertThat(RecoveryCodes.generate()).doesNotContainAnyElementsOf(codes);
    }

    @Test
    void capitalsSpacesAndDashesDoNotMatter() {
        String code = RecoveryCodes.generate().getFirst();
        String typed = "  " + code.replace("-", " ").toUpperCase(Locale.ROOT) + "\n";
        assertThat(RecoveryCodes.hash(typed)).isEqualTo(RecoveryCodes.hash(code));
        assertThat(RecoveryCodes.hash(code.substring(1))).isNotEqualTo(RecoveryCodes.hash(code));
    }
}
