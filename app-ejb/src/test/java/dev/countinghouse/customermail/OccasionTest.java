package dev.countinghouse.customermail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionTest {

    private static final UUID SUBJECT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID INVOICE = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final MoneyView MONEY = new MoneyView(new BigDecimal("1.00"), "EUR");

    private static Outbox.Pending event(String type, Map<String, ?> payload) {
        return new Outbox.Pending(type, SUBJECT, payload, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"payment.succeeded, PAYMENT_RECEIVED", "payment.failed, PAYMENT_FAILED", "refund.succeeded, REFUND_MADE"
    })
    void moneyThatMovesIsWrittenAboutWithItsAmount(String type, MailKind kind) {
        assertThat(Occasion.of(event(type, Map.of("invoice_id", INVOICE, "amount", MONEY))))
                .contains(new Occasion(kind, SUBJECT, INVOICE, MONEY));
    }

    @ParameterizedTest
    @CsvSource({"before_due, REMINDER_BEFORE_DUE", "on_due, REMINDER_ON_DUE", "after_due, REMINDER_AFTER_DUE"})
    void eachReminderIsOneOfItsInvoice(String step, MailKind kind) {
        assertThat(Occasion.of(event("payment_reminder.due", Map.of("step", step))))
                .contains(new Occasion(kind, SUBJECT, SUBJECT, null));
    }

    @Test
    void anInvoiceThatIsIssuedIsSent() {
        assertThat(Occasion.of(event("invoice.finalized", Map.of("total", MONEY))))
                .contains(new Occasion(MailKind.INVOICE_ISSUED, SUBJECT, SUBJECT, null));
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.skipped",
        "invoice.voided",
        "refund.created",
        "refund.failed",
        "payment.requires_action",
        "customer.created"
    })
    void nothingElseIs(String type) {
        assertThat(Occasion.of(event(type, Map.of("invoice_id", INVOICE)))).isEmpty();
    }

    @Test
    void aLaterReminderMakesAnEarlierOneNeedless() {
        assertThat(MailKind.REMINDER_BEFORE_DUE.laterReminders())
                .containsExactlyInAnyOrder(MailKind.REMINDER_ON_DUE, MailKind.REMINDER_AFTER_DUE);
        assertThat(MailKind.REMINDER_AFTER_DUE.laterReminders()).isEmpty();
        assertThat(MailKind.PAYMENT_FAILED.laterReminders()).isEmpty();
    }
}
