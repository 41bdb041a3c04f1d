package dev.countinghouse.customermail;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A mail to a customer, from its reason to what became of it. */
@Entity
@DynamicUpdate
@Table(name = "customer_mails")
class CustomerMail {

    /** Tries to write one before it is given up, over some six hours. */
    private static final int TRIES_MAX = 5;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final int REASON_MAX = 500;

    @Id
    private UUID id;

    @Convert(converter = MailKind.Text.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private MailKind kind;

    @Column(name = "subject_id", nullable = false, updatable = false)
    private UUID subjectId;

    @Column(name = "invoice_id", nullable = false, updatable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @Column(name = "amount_minor", updatable = false)
    private @Nullable Long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Convert(converter = MailState.Text.class)
    @Column(name = "state", nullable = false)
    private MailState state;

    @Column(name = "own_subject", updatable = false)
    private @Nullable String ownSubject;

    @Column(name = "own_text", updatable = false)
    private @Nullable String ownText;

    @Column(name = "recipient")
    private @Nullable String recipient;

    @Column(name = "subject")
    private @Nullable String subject;

    @Column(name = "language")
    private @Nullable String language;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "tries", nullable = false, columnDefinition = "smallint")
    private short tries;

    /** Real time. */
    @Column(name = "next_try_at", nullable = false)
    private Instant nextTryAt;

    /** Real time. */
    @Column(name = "handed_at")
    private @Nullable Instant handedAt;

    /** By the tenant's clock. */
    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Real time. */
    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected CustomerMail() {}

    /** What it says in its head. */
    record Head(String recipient, String subject, String language) {}

    /** It is written, and on its way to the mail server. */
    void handOver(Head head, Instant now) {
        requireWaiting();
        say(head);
        handedAt = now;
    }

    /** It is not sent. */
    void drop(String why, Instant now) {
        requireWaiting();
        finish(MailState.DROPPED, why, now);
    }

    /** It is written and kept where it would have been sent elsewhere. */
    void keep(Head head, String why, Instant now) {
        say(head);
        drop(why, now);
    }

    /** The mail server took it. */
    void sent(Instant now) {
        requireHanded();
        state = MailState.SENT;
        finishedAt = now;
    }

    /** The mail server did not take it, and will not be asked again. */
    void failed(String why, Instant now) {
        requireHanded();
        finish(MailState.FAILED, why, now);
    }

    /** It could not be written: that is tried again after a time that grows, but not for ever. */
    void postpone(Instant now) {
        requireWaiting();
        tries++;
        if (tries >= TRIES_MAX) {
            finish(MailState.FAILED, "not_written", now);
        } else {
            nextTryAt = now.plus(FIRST_WAIT.multipliedBy(1L << (2 * (tries - 1))));
        }
    }

    private void say(Head head) {
        recipient = head.recipient();
        subject = head.subject();
        language = head.language();
    }

    private void finish(MailState end, String why, Instant now) {
        state = end;
        reason = why.length() > REASON_MAX ? why.substring(0, REASON_MAX) : why;
        finishedAt = now;
    }

    private void requireWaiting() {
        if (state != MailState.QUEUED || handedAt != null) {
            throw new IllegalStateException("it was written before");
        }
    }

    private void requireHanded() {
        if (state != MailState.QUEUED || handedAt == null) {
            throw new IllegalStateException("nobody is at work on it");
        }
    }

    UUID id() {
        return id;
    }

    MailKind kind() {
        return kind;
    }

    UUID subjectId() {
        return subjectId;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    UUID customerId() {
        return customerId;
    }

    @Nullable
    MoneyView amount() {
        return amountMinor == null ? null : MoneyView.of(new Money(amountMinor, Currency.getInstance(currency)));
    }

    /** Words of this one mail; null: those of its kind. */
    MailTemplate.@Nullable Words words() {
        return ownSubject == null || ownText == null ? null : new MailTemplate.Words(ownSubject, ownText);
    }

    @Nullable
    Instant handedAt() {
        return handedAt;
    }

    CustomerMailView view() {
        return new CustomerMailView(
                id,
                kind,
                state,
                customerId,
                invoiceId,
                subjectId,
                recipient,
                subject,
                language,
                reason,
                createdAt,
                finishedAt);
    }
}
