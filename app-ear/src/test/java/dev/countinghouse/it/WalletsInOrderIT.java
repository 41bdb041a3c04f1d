package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes to wallets while billing is behind, or at once with something else. */
class WalletsInOrderIT {
    private static final String LEASE =
            "UPDATE public.due_work SET lease_until = now() + interval '%s', lease_token = gen_random_uuid()"
                    + " WHERE tenant_id = ? AND kind = 'invoice_generation'";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void sellSeats() {
        customer = Wallets.sellSeats(tenant, "anniversary");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Wallets.assertInOrder(tenant);
    }

    private void subscribe(String start, int quantity) {
        api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", "seats", "start_date", start, "quantity", quantity))
                .expect(201);
    }

    private String walletUntil(String expires) {
        String wallet = Wallets.make(tenant, customer, Body.of("name", "Prepaid"));
        Wallets.topUp(tenant, wallet, Body.of("kind", "granted", "credits", "100", "expires_at", expires));
        return wallet;
    }

    private String lastInvoice() {
        return "/invoices/" + tenant.invoices().getLast().path("id").asText();
    }

    /** As if another replica had it, which is slow. */
    private void holdBilling() {
        tenant.awaitSettled();
        tenant.execute(LEASE.formatted("1 hour"), tenant.tenantId());
    }

    private void letGo() {
        tenant.execute(LEASE.formatted("-1 second"), tenant.tenantId());
        tenant.awaitSettled();
    }

    @Test
    void whatExpiresWaitsForInvoicesThatFellDueBefore() {
        String wallet = walletUntil("2024-06-20T00:00:00Z");
        subscribe("2024-06-15", 3);
        holdBilling();
        tenant.beginToAdvance("2024-06-25T00:00:00Z");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("100.00");
        letGo();
        assertThat(Wallets.transactions(tenant, wallet))
                .containsExactly("top_up 100.00", "use -54.00", "expiry -46.00");
    }

    @Test
    void aVoidInvoiceBooksAsExpiredNoMoreThanCameBack() {
        String wallet = walletUntil("2024-06-20T00:00:00Z");
        subscribe("2024-06-01", 3);
        tenant.awaitSettled();
        String paid = lastInvoice();
        subscribe("2024-06-15", 5);
        holdBilling();
        tenant.beginToAdvance("2024-06-25T00:00:00Z");
        api.post(paid + "/void", Body.of("reason", "r")).expect(200);
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("46.00");
        letGo();
        assertThat(Wallets.transactions(tenant, wallet))
                .containsExactly("top_up 100.00", "use -54.00", "return 54.00", "expiry -54.00", "use -46.00");
    }

    @Test
    void aVoidInvoiceAndTheEndOfItsWalletAtOnceLeaveNothingInIt() {
        for (int i = 0; i < 5; i++) {
            String wallet = walletUntil("2025-06-20T00:00:00Z");
            Object line = Body.of("description", "Work", "unit_amount", "60.00");
            String paid = "/invoices/"
                    + api.post("/invoices", Body.of("customer_id", customer, "lines", List.of(line)))
                            .expect(201)
                            .id();
            List<Integer> answers = Together.run(
                    2,
                    number -> number == 0
                            ? api.post(paid + "/void", Body.of("reason", "r")).status()
                            : api.delete(wallet).status());
            assertThat(answers).containsExactly(200, 200);
            assertThat(Wallets.balance(tenant, wallet)).isEqualTo("0.00");
            assertThat(Wallets.transactions(tenant, wallet)).contains("top_up 100.00", "use -60.00", "return 60.00");
        }
    }
}
