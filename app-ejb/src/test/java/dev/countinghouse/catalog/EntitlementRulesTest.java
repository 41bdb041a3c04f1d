package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntitlementRulesTest {
    private static final Map<String, FeatureKind> KINDS =
            Map.of("sso", FeatureKind.BOOLEAN, "seats", FeatureKind.QUANTITY, "builds", FeatureKind.METERED);
    private static final NewEntitlement SSO = new NewEntitlement("sso", true, null, null, null);
    private static final NewEntitlement SEATS = new NewEntitlement("seats", null, BigDecimal.TEN, null, null);
    private static final NewEntitlement BUILDS =
            new NewEntitlement("builds", null, null, BigDecimal.ZERO, EntitlementView.Period.MONTH);

    private static List<String> wrong(NewEntitlement... wanted) {
        return EntitlementRules.check(List.of(wanted), KINDS).stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void eachKindOfFeatureHasItsValue() {
        assertThat(wrong(SSO, SEATS, BUILDS)).isEmpty();
        assertThat(wrong(new NewEntitlement("sso", null, BigDecimal.ONE, null, null)))
                .containsExactly("entitlements[0].enabled", "entitlements[0].quantity");
        assertThat(wrong(SSO, new NewEntitlement("builds", null, null, BigDecimal.ONE, null)))
                .containsExactly("entitlements[1].period");
        assertThat(wrong(new NewEntitlement("seats", null, BigDecimal.ONE, null, EntitlementView.Period.MONTH)))
                .containsExactly("entitlements[0].period");
    }

    @Test
    void aFeatureIsThereAndNamedOnce() {
        assertThat(wrong(SSO, SEATS, SSO, new NewEntitlement("none", true, null, null, null)))
                .containsExactly("entitlements[2].feature", "entitlements[3].feature");
    }
}
