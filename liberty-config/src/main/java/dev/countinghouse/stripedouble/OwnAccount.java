package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The account that a key is of. */
final class OwnAccount {
    private OwnAccount() {}

    static void addTo(Routes routes) {
        routes.get("/v1/account", call -> {
            call.params().done();
            ObjectNode account = Templates.JSON.createObjectNode();
            return account.put(
                            "id",
                            "acct_"
                                    + Ids.text(
                                            "account of "
                                                    + call.unit().account().name(),
                                            16))
                    .put("object", "account")
                    .put("charges_enabled", true)
                    .put("details_submitted", true)
                    .put("payouts_enabled", true)
                    .put("type", "standard");
        });
    }
}
