package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is changed in the books of wallets behind the application's back is found. */
class WalletProofIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void payFromAWallet() {
        tenant.startClock("2024-06-02T12:00:00Z");
        UUID customer = tenant.customer("ada", "UTC");
        String wallet = Wallets.make(tenant, customer, Body.of("name", "Prepaid", "credit_rate", "0.5"));
        Wallets.topUp(
                tenant, wallet, Body.of("kind", "granted", "credits", "100", "expires_at", "2024-12-01T00:00:00Z"));
        String sale = Wallets.topUp(tenant, wallet, Body.of("kind", "purchased", "credits", "40"))
                .path("invoice_id")
                .asText();
        Object money = Body.of("amount", "20.00", "currency", "EUR");
        api.post("/invoices/" + sale + "/payments", Body.of("amount", money, "reference", "r"))
                .expect(201);
        Object line = Body.of("description", "Work", "unit_amount", "60.00");
        api.post("/invoices", Body.of("customer_id", customer, "lines", List.of(line)))
                .expect(201);
    }

    private List<String> differing() {
        JsonNode result = Jobs.result(api, api.post("/invoices/verification"));
        return result.path("differences")
                .valueStream()
                .map(difference -> difference.path("field").asText())
                .toList();
    }

    private void tamper(String sql) {
        tenant.execute(sql.formatted(tenant.schema()));
    }

    @Test
    void whatIsAsItWasWrittenIsProved() {
        assertThat(differing()).isEmpty();
    }

    @Test
    void moreThanIsLeftIsFound() {
        tamper("UPDATE %s.wallet_top_ups SET left_minor = left_minor + 5 WHERE kind = 'purchased'");
        assertThat(differing()).contains("left", "wallet_is_liability");
    }

    @Test
    void aUseThatTheInvoiceDoesNotSayIsFound() {
        tamper("UPDATE %s.wallet_transactions SET amount_minor = amount_minor - 5 WHERE kind = 'use'");
        assertThat(differing()).contains("wallet", "left", "invoice_posts_its_total");
    }

    @Test
    void aUseAfterTheExpiryIsFound() {
        tamper("UPDATE %s.wallet_top_ups SET expires_at = '2024-06-02T12:00:00Z' WHERE kind = 'granted'");
        assertThat(differing()).contains("wallet.expires_at");
    }

    @Test
    void creditsThatAreWorthSomethingElseAreFound() {
        tamper("UPDATE %s.wallet_top_ups SET credits = credits + 1 WHERE kind = 'granted'");
        assertThat(differing()).containsExactly("amount");
    }

    @Test
    void creditsThatWereNotPaidAreFound() {
        tamper("UPDATE %1$s.invoices SET status = 'finalized', paid_minor = 0"
                + " WHERE id = (SELECT invoice_id FROM %1$s.wallet_top_ups WHERE kind = 'purchased')");
        assertThat(differing()).contains("usable");
    }

    @Test
    void aSaleThatIsSaidToBeASupplyAndASupplyThatIsSaidToBeNoneAreFound() {
        tamper("UPDATE %1$s.invoices SET tax_treatment = 'no_supply' WHERE wallet_minor > 0");
        assertThat(differing()).contains("tax_treatment.no_supply");
        tamper("UPDATE %1$s.invoices SET tax_treatment = NULL");
        assertThat(differing()).contains("tax_treatment.no_supply");
    }

    @Test
    void aWalletOfAnotherCustomerIsFound() {
        UUID other = tenant.customer("bob", "UTC");
        tenant.execute("UPDATE " + tenant.schema() + ".wallets SET customer_id = ?", other);
        assertThat(differing()).contains("wallet.customer");
    }
}
