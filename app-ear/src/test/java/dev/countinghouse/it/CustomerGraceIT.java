package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers whose invoices are drafts for longer or shorter than the tenant's are. */
class CustomerGraceIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-10T12:00:00Z");
        tenant.makeCatalog();
        api.patch("/tenant", Body.of("grace_period_days", 5)).expect(200);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID subscribed(String name) {
        UUID customer = tenant.customer(name, "UTC");
        tenant.subscribe(customer, "2024-01-11");
        return customer;
    }

    private void grace(UUID customer, int days) {
        api.patch("/customers/" + customer, Body.of("grace_period_days", days)).expect(200);
    }

    private List<String> invoices() {
        return tenant.invoices().stream()
                .map(invoice -> invoice.at("/customer/name").asText() + " "
                        + invoice.path("issued_on").asText())
                .toList();
    }

    private List<String> drafts() {
        return api.all("/draft-invoices").stream()
                .map(draft -> draft.path("finalizes_at").asText())
                .sorted()
                .toList();
    }

    @Test
    void whoHasGraceOfHisOwnIsInvoicedByThat() {
        grace(subscribed("at-once"), 0);
        subscribed("usual");
        grace(subscribed("late"), 10);
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(invoices()).last().isEqualTo("at-once 2024-02-01");
        assertThat(drafts()).containsExactly("2024-02-06T00:00:00Z", "2024-02-11T00:00:00Z");
        tenant.advance("2024-02-12T00:00:00Z");
        assertThat(invoices()).hasSize(6).endsWith("at-once 2024-02-01", "usual 2024-02-06", "late 2024-02-11");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void aChangeHoldsForTheDraftsOfTheCustomerAlone() {
        UUID ada = subscribed("ada");
        subscribed("bob");
        tenant.advance("2024-02-02T12:00:00Z");
        assertThat(drafts()).containsExactly("2024-02-06T00:00:00Z", "2024-02-06T00:00:00Z");
        grace(ada, 20);
        tenant.awaitSettled();
        assertThat(drafts()).containsExactly("2024-02-06T00:00:00Z", "2024-02-21T00:00:00Z");
        grace(ada, 1);
        tenant.awaitSettled();
        assertThat(invoices()).last().isEqualTo("ada 2024-02-02");
        assertThat(drafts()).containsExactly("2024-02-06T00:00:00Z");
        grace(ada, -1);
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(drafts()).containsExactly("2024-03-06T00:00:00Z", "2024-03-06T00:00:00Z");
    }

    @Test
    void daysOfGraceAreWithinBounds() {
        UUID ada = subscribed("ada");
        for (int days : new int[] {-2, 31}) {
            api.patch("/customers/" + ada, Body.of("grace_period_days", days))
                    .expectProblem(422, "validation_failed", "grace_period_days");
        }
        for (int days : new int[] {-1, 31}) {
            api.post("/customers", Body.like(Samples.customer(), "grace_period_days", days))
                    .expectProblem(422, "validation_failed", "grace_period_days");
        }
        assertThat(api.get("/customers/" + ada).json().path("grace_period_days").isNull())
                .isTrue();
        assertThat(api.post("/customers", Body.like(Samples.customer(), "grace_period_days", 30))
                        .expect(201)
                        .json()
                        .path("grace_period_days")
                        .asInt())
                .isEqualTo(30);
    }
}
