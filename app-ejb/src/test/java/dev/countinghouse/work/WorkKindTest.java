package dev.countinghouse.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkKindTest {

    /** Rows of public.due_work carry these names: a renamed kind would never be claimed again. */
    @Test
    void kindsHaveTheNamesThatTheDatabaseKnows() {
        assertThat(WorkKind.values())
                .extracting(WorkKind::code)
                .containsExactly(
                        "usage_aggregation",
                        "invoice_generation",
                        "payment_reminders",
                        "audit_sealing",
                        "usage_retention",
                        "payment_collection",
                        "revenue_recognition",
                        "customer_mails");
    }
}
