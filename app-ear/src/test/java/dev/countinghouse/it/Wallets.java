package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets of a tenant's customers, as tests make and read them. */
final class Wallets {

    private Wallets() {}

    /** A tenant on 2 June 2024 that sells seats at 15.00 by the month, with 20 % tax. */
    static UUID sellSeats(TestTenant tenant, String anchor) {
        tenant.startClock("2024-06-02T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", "15.00", "name", "Seats");
        tenant.api()
                .post("/plans", Body.like(Samples.plan(), "code", "seats", "anchor", anchor, "charges", List.of(seats)))
                .expect(201);
        return tenant.customer("ada", "UTC");
    }

    /** The books of a tenant are in order, and all that was written is proved. */
    static void assertInOrder(TestTenant tenant) {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        assertThat(tenant.api().get("/ledger/verification").expect(200).json().path("differences"))
                .isEmpty();
    }

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
