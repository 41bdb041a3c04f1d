package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets of a tenant's customers, as tests make and read them. */
final class Wallets {

    private Wallets() {}

    /** A wallet with ten granted credits. */
    static String open(TestTenant tenant, UUID customer, String name) {
        String wallet = make(tenant, customer, Body.of("name", name));
        topUp(tenant, wallet, "10");
        return wallet;
    }

    /** Its path. */
    static String make(TestTenant tenant, UUID customer, Map<String, @Nullable Object> body) {
        return "/wallets/"
                + tenant.api()
                        .post("/customers/" + customer + "/wallets", body)
                        .expect(201)
                        .id();
    }

    /** Grants credits. */
    static JsonNode topUp(TestTenant tenant, String wallet, String credits) {
        return topUp(tenant, wallet, Body.of("kind", "granted", "credits", credits));
    }

    static JsonNode topUp(TestTenant tenant, String wallet, Map<String, @Nullable Object> body) {
        return tenant.api().post(wallet + "/top-ups", body).expect(201).json();
    }

    static String balance(TestTenant tenant, String wallet) {
        return tenant.api().get(wallet).expect(200).json().at("/balance/amount").asText();
    }

    /** Oldest first. */
    static List<String> transactions(TestTenant tenant, String wallet) {
        return tenant.api().all(wallet + "/transactions").reversed().stream()
                .map(one -> one.path("kind").asText() + " "
                        + one.at("/amount/amount").asText())
                .toList();
    }

    /**
     * The path of a wallet of some customer.
     *
     * @param path with its parameters in braces
     * @param fresh whether it is new: what is done to it may be its end
     */
    static String samplePath(TestTenant tenant, String path, boolean fresh) {
        String customer = tenant.api().all("/customers").getLast().path("id").asText();
        String wallet = fresh
                ? open(tenant, UUID.fromString(customer), "w")
                : "/wallets/"
                        + tenant.api()
                                .all("/customers/" + customer + "/wallets")
                                .getFirst()
                                .path("id")
                                .asText();
        String topUp =
                tenant.api().all(wallet + "/top-ups").getFirst().path("id").asText();
        return path.replace("/wallets/{id}", wallet).replace("{top_up_id}", topUp);
    }
}
