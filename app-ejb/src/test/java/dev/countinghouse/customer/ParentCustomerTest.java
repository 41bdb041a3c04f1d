package dev.countinghouse.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.problem.BillingException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may pay for whom. */
class ParentCustomerTest {

    private static Customer customer(String currency) {
        NewCustomer wanted = new NewCustomer(
                null, "C", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
        return new Customer(UUID.randomUUID(), wanted, "UTC", currency, Instant.EPOCH);
    }

    private static @Nullable UUID parentOf(Customer customer) {
        return customer.view(Map.of(), (vatId, country) -> false).parentCustomerId();
    }

    private static void assertRefused(Customer child, Customer parent, boolean hasChildren, String code) {
        assertThatThrownBy(() -> child.paidBy(parent, hasChildren))
                .isInstanceOfSatisfying(
                        BillingException.class,
                        refusal -> assertThat(refusal.errors().getFirst())
                                .extracting("field", "code")
                                .containsExactly("parent_customer_id", code));
        assertThat(parentOf(child)).isNull();
    }

    @Test
    void anotherInTheSameCurrencyMayUntilHeMayNoMore() {
        Customer child = customer("EUR");
        Customer parent = customer("EUR");
        child.paidBy(parent, false);
        assertThat(parentOf(child)).isEqualTo(parent.id());
        child.paidBy(null, false);
        assertThat(parentOf(child)).isNull();
    }

    @Test
    void nobodyPaysForHimselfAsAParentNorInAnotherCurrency() {
        Customer child = customer("EUR");
        assertRefused(child, child, false, "not_allowed");
        assertRefused(child, customer("JPY"), false, "currency_mismatch");
    }

    @Test
    void thereAreNoChains() {
        Customer middle = customer("EUR");
        middle.paidBy(customer("EUR"), false);
        assertRefused(customer("EUR"), middle, false, "has_parent");
        assertRefused(customer("EUR"), customer("EUR"), true, "has_children");
    }
}
