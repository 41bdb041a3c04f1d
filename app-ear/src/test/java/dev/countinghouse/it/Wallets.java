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

    /** The id of a wallet of some customer. */
    static String sample(TestTenant tenant, boolean fresh) {
        String customer = tenant.api().all("/customers").getLast().path("id").asText();
        if (fresh) { // what is done to it may be its end
            return make(tenant, UUID.fromString(customer), Body.of("name", "w")).substring("/wallets/".length());
        }
        return tenant.api()
                .all("/customers/" + customer + "/wallets")
                .getFirst()
                .path("id")
                .asText();
    }
}
