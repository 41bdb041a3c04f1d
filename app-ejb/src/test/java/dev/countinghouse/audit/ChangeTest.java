package dev.countinghouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void whatWasMadeIsShownWhole() {
        Change change = Change.of("plan", null, Map.of("code", "team", "name", "Team"));
        assertThat(change.before()).isNull();
        assertThat(change.after()).isEqualTo("{\"code\":\"team\",\"name\":\"Team\"}");
    }

    @Test
    void ofAChangeOnlyWhatDiffersIsShown() {
        Change change = Change.of(
                "tenant", Map.of("name", "Acme", "currency", "EUR"), Map.of("name", "Acme Ltd", "currency", "EUR"));
        assertThat(change).isEqualTo(new Change("{\"name\":\"Acme\"}", "{\"name\":\"Acme Ltd\"}"));
    }

    @Test
    void whatNobodyChangedLeavesNothingToShow() {
        assertThat(Change.of("plan", Map.of("code", "x"), Map.of("code", "x"))).isEqualTo(new Change("{}", "{}"));
    }

    @Test
    void whyACustomerLeftIsMasked() {
        Change change = Change.of("subscription", Map.of(), Map.of("cancel_reason", "Ada moves to Paris"));
        assertThat(change.after()).isEqualTo("{\"cancel_reason\":\"***\"}");
    }

    @Test
    void aCustomersPersonalDataIsMaskedAndThatItChangedIsSeen() {
        Change change = Change.of(
                "customer",
                Map.of("name", "Ada", "email", "ada@example.com", "country", "GB", "external_id", "ada-1"),
                Map.of("name", "Ada L.", "email", "al@example.com", "country", "FR", "external_id", "ada-1"));
        assertThat(change.before()).isEqualTo("{\"country\":\"GB\",\"email\":\"***\",\"name\":\"***\"}");
        assertThat(change.after()).isEqualTo("{\"country\":\"FR\",\"email\":\"***\",\"name\":\"***\"}");
    }

    @Test
    void whereACustomerIsIsMaskedAndWhereTheTenantIsIsNot() {
        Map<String, Object> fields = Map.of("address", Map.of("city", "Paris"), "vat_id", "FR1");
        assertThat(Change.of("customer", null, fields).after()).isEqualTo("{\"address\":\"***\",\"vat_id\":\"***\"}");
        assertThat(Change.of("tenant", null, Map.of("seller", fields, "branding", Map.of("logo", "data:")))
                        .after())
                .contains("Paris", "FR1")
                .contains("\"logo\":\"***\"");
    }

    @Test
    void secretsAndFreeTextAreMaskedAtAnyDepth() {
        Change change = Change.of(
                "job",
                null,
                Map.of(
                        "parameters",
                        List.of(Map.of("password", "x", "slug", "s")),
                        "metadata",
                        Map.of("note", "x"),
                        "secret",
                        "ch_live_x"));
        assertThat(change.after())
                .isEqualTo(
                        "{\"metadata\":\"***\",\"parameters\":[{\"password\":\"***\",\"slug\":\"s\"}],\"secret\":\"***\"}");
    }

    @Test
    void thatThereIsNothingMayBeSeen() {
        assertThat(Change.of("plan", null, Map.of("metadata", Map.of())).after())
                .isEqualTo("{\"metadata\":{}}");
    }
}
