package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether the ledger is balanced, and says what the documents say. */
final class LedgerChecks {
    private final ApiClient api;

    LedgerChecks(ApiClient api) {
        this.api = api;
    }

    /** In every currency the balances on both sides sum to the same; they are summed here anew. */
    Finding balance() {
        List<String> wrong = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (JsonNode currency : api.get("/ledger/trial-balance").path("currencies")) {
            BigDecimal debit = sum(currency.path("accounts"), account -> Json.money(account, "debit"));
            BigDecimal credit = sum(currency.path("accounts"), account -> Json.money(account, "credit"));
            String code = Json.text(currency, "currency");
            right.add("%s %s".formatted(debit, code));
            if (debit.compareTo(credit) != 0) {
                wrong.add("%s: %s on the debit side, %s on the credit side".formatted(code, debit, credit));
            }
        }
        return Finding.unless(
                wrong, "trial balance: debits = credits = " + (right.isEmpty() ? "nothing" : String.join(", ", right)));
    }

    private static BigDecimal sum(JsonNode accounts, Function<JsonNode, BigDecimal> side) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode account : accounts) {
            sum = sum.add(side.apply(account));
        }
        return sum;
    }

    /** Every document has posted what it says and nothing else, and what is receivable of an invoice is due of it. */
    Finding documents() {
        JsonNode verification = api.get("/ledger/verification");
        List<String> wrong = new ArrayList<>();
        verification
                .path("differences")
                .forEach(difference ->
                        wrong.add(Json.text(difference, "document_id") + ": " + Json.text(difference, "rule")));
        return Finding.unless(
                wrong,
                "%s: each document posted what it says, receivable = due"
                        .formatted(Text.count(Json.count(verification, "transfers"), "transfer")));
    }
}
