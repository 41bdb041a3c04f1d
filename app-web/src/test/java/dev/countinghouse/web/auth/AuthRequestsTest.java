package dev.countinghouse.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.web.api.Requests;
import dev.countinghouse.web.auth.AuthResource.Credentials;
import dev.countinghouse.web.auth.AuthResource.Refresh;
import dev.countinghouse.web.auth.AuthResource.Register;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthRequestsTest {

    private static final String PASSWORD = "correct horse battery staple";

    @ParameterizedTest
    @ValueSource(strings = {"acme", "a1", "acme-corp-2", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"})
    void aSlugIsShortPlainAndLowerCase(String slug) {
        assertThat(register(slug, PASSWORD, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Acme",
                "1acme",
                "-acme",
                "acme-",
                "ac me",
                "acme_corp",
                "acme;drop",
                "acme.corp",
                "éclair",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmno",
                "acme\\n"
            })
    void anythingElseIsNoSlug(String slug) {
        assertThat(register(slug, PASSWORD, "")).containsExactly("slug pattern");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"time_zone\":\"Europe/Paris\" | ",
                "\"time_zone\":\"Mars/Base\" | time_zone time_zone_name",
                "\"time_zone\":\"+02:00\" | time_zone time_zone_name",
                "\"currency\":\"JPY\" | ",
                "\"currency\":\"XXX\" | currency currency_code",
                "\"role\":\"owner\" | role unknown_field",
                "\"schema\":\"tenant_globex\" | schema unknown_field"
            })
    void aTenantLivesInAZoneAndACurrency(String field, @Nullable String error) {
        assertThat(register("acme", PASSWORD, "," + field)).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void aPasswordIsLong() {
        assertThat(register("acme", "x".repeat(14), "")).containsExactly("password size");
        assertThat(register("acme", "x".repeat(15), "")).isEmpty();
        assertThat(register("acme", "x".repeat(256), "")).isEmpty();
        assertThat(register("acme", "x".repeat(257), "")).containsExactly("password size");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(Requests.errors(new AuthResource(), "register", "{}"))
                .containsExactly(
                        "company not_blank", "email not_null", "name not_blank", "password not_null", "slug not_null");
    }

    @Test
    void secretsAreNotInWhatALogWouldShow() {
        Register register = new Register("Acme", "acme", "anna@acme.example", PASSWORD, "Anna", null, null);
        assertThat(register.toString()).doesNotContain(PASSWORD);
        assertThat(new Credentials("anna@acme.example", PASSWORD, null).toString())
                .doesNotContain(PASSWORD);
        assertThat(new Refresh("secret-token").toString()).doesNotContain("secret-token");
    }

    private static List<String> register(String slug, String password, String more) {
        return Requests.errors(
                new AuthResource(),
                "register",
                "{\"company\":\"Acme\",\"slug\":\"" + slug + "\",\"email\":\"anna@acme.example\",\"password\":\""
                        + password + "\",\"name\":\"Anna\"" + more + "}");
    }
}
