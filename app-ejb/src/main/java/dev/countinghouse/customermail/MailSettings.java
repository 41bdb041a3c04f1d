package dev.countinghouse.customermail;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Which mails a tenant's customers get, and from whom. There is one. */
@Entity
@DynamicUpdate
@Table(name = "mail_settings")
class MailSettings {

    static final short ID = 1;

    /** Where the invoice's id goes. */
    private static final String PLACE = "{invoice_id}";

    @Id
    @Column(name = "id", columnDefinition = "smallint")
    private short id;

    @Column(name = "kinds", nullable = false, columnDefinition = "varchar(32)[]")
    private String[] kinds;

    @Column(name = "from_name")
    private @Nullable String fromName;

    @Column(name = "from_address")
    private @Nullable String fromAddress;

    @Column(name = "reply_to")
    private @Nullable String replyTo;

    @Column(name = "payment_page")
    private @Nullable String paymentPage;

    /** Real time. */
    @Column(name = "held_since")
    private @Nullable Instant heldSince;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected MailSettings() {}

    /** Becomes as wanted, in every respect. */
    void change(NewMailSettings wanted) {
        Set<MailKind> on = wanted.kinds().isEmpty() ? EnumSet.noneOf(MailKind.class) : EnumSet.copyOf(wanted.kinds());
        kinds = on.stream().map(MailKind::code).toArray(String[]::new);
        fromName = wanted.fromName();
        fromAddress = wanted.fromAddress();
        replyTo = wanted.replyTo();
        paymentPage = wanted.paymentPage();
    }

    /** Mails leave again. */
    void release() {
        heldSince = null;
    }

    /** @throws BillingException PRECONDITION_FAILED when it has another version */
    void requireVersion(@Nullable Integer expected) {
        if (expected != null && expected != version) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
    }

    boolean isHeld() {
        return heldSince != null;
    }

    boolean isOn(MailKind kind) {
        return List.of(kinds).contains(kind.code());
    }

    @Nullable
    String fromName() {
        return fromName;
    }

    @Nullable
    String fromAddress() {
        return fromAddress;
    }

    @Nullable
    String replyTo() {
        return replyTo;
    }

    /** Where an invoice can be paid; null when nothing is known of that. */
    @Nullable
    String paymentPage(UUID invoiceId) {
        return paymentPage == null ? null : paymentPage.replace(PLACE, invoiceId.toString());
    }

    MailSettingsView view() {
        return new MailSettingsView(
                Stream.of(kinds)
                        .map(kind -> MailKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                        .toList(),
                fromName,
                fromAddress,
                replyTo,
                paymentPage,
                heldSince,
                version);
    }
}
