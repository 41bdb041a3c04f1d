package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Legal entities of a tenant, as tests make them. */
final class LegalEntities {

    private LegalEntities() {}

    /** One that numbers by its code. */
    static Map<String, @Nullable Object> body(String code, @Nullable Object... seller) {
        return Body.of(
                "code",
                code,
                "number_prefix",
                code.toUpperCase(Locale.ROOT),
                "seller",
                Body.like(Body.of("legal_name", "Nordwind " + code), seller));
    }

    static JsonNode make(TestTenant tenant, String code, @Nullable Object... seller) {
        return tenant.api()
                .post("/legal-entities", body(code, seller))
                .expect(201)
                .json();
    }
}
