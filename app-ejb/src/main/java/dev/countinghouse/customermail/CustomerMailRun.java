package dev.countinghouse.customermail;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.documents.Document;
import dev.countinghouse.documents.Figures;
import dev.countinghouse.documents.InvoicePrints;
import dev.countinghouse.invoicing.InvoiceBook;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.mail.Attachment;
import dev.countinghouse.mail.FromDomains;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.MailTransports;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.mail.Origin;
import dev.countinghouse.platform.TenantBook;
import dev.countinghouse.platform.TenantView;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes mails that wait and hands them to what sends them, each in a transaction of its own: written and handed over, or neither. Later
 * writes down what became of them. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CustomerMailRun {

    private static final int SETTLED_AT_ONCE = 200;

    /** Mails of all tenants, and those by which people sign in, leave one after the other: nobody's stand before them by the thousand. */
    private static final int ON_THEIR_WAY_MAX = 50;

    /** What the mail server has not taken by then waits for another try, and is in nobody's way. */
    private static final Duration ON_THEIR_WAY = Duration.ofMinutes(10);

    /** Sending takes seconds, or hours where it has to be tried again. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Duration LOOK_SOON = Duration.ofSeconds(5);
    private static final Duration LOOK_LATER = Duration.ofMinutes(5);

    /** What was sent is forgotten after a week: what was not asked about by then is not known any more. */
    private static final Duration FORGOTTEN = Duration.ofDays(8);

    @Inject
    CustomerMailRepository mails;

    @Inject
    MailSettingsRepository settings;

    @Inject
    MailTemplateRepository templates;

    @Inject
    InvoiceBook invoices;

    @Inject
    InvoicePrints prints;

    @Inject
    CustomerBook customers;

    @Inject
    TenantBook tenants;

    @Inject
    Mails outgoing;

    @Inject
    FromDomains domains;

    @Inject
    MailTransports transports;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    /** How many mails may be handed over now. */
    public int room() {
        return Math.max(
                0, ON_THEIR_WAY_MAX - mails.countHandedAfter(clock.instant().minus(ON_THEIR_WAY)));
    }

    /** The mail that is to be written next; empty when none is, or the tenant's are held. */
    public Optional<UUID> nextDue() {
        return isHeld() ? Optional.empty() : mails.nextWaiting(clock.instant());
    }

    /** Writes a mail and hands it over, unless there is a reason by now not to send it. */
    public void write(UUID id) {
        Optional<MailSettings> how = settings.find();
        Optional<CustomerMail> waiting = mails.lockWaiting(id);
        if (how.isEmpty() || how.get().isHeld() || waiting.isEmpty()) {
            return;
        }
        CustomerMail mail = waiting.get();
        InvoiceView invoice = invoices.require(mail.invoiceId());
        CustomerView customer = customers.find(mail.customerId()).orElseThrow();
        Instant now = clock.instant();
        @Nullable String obstacle = obstacle(mail, how.get(), invoice, customer);
        if (obstacle != null) {
            mail.drop(obstacle, now);
            return;
        }
        Tenant tenant = CurrentScope.tenant();
        Mail written = written(mail, how.get(), invoice, customer);
        CustomerMail.Head head = new CustomerMail.Head(
                written.to(),
                written.subject(),
                wording(customer, tenants.current()).language());
        Optional<String> stays = stays(tenant.sandbox(), businessClock.isTest(), transports.isMailbox());
        if (stays.isPresent()) {
            mail.keep(head, stays.get(), now);
            return;
        }
        mail.handOver(head, now);
        mails.flush();
        outgoing.send(mail.id(), written, tenant.id());
    }

    /**
     * Why a mail is shown and not sent; empty when it is. In a sandbox the addresses are those of the source's customers, and a clock that
     * somebody sets would send people years of mail in a minute. A mailbox that nothing leaves from takes the latter, so that it can be tried.
     */
    static Optional<String> stays(boolean sandbox, boolean testClock, boolean mailbox) {
        if (sandbox) {
            return Optional.of("sandbox");
        }
        return testClock && !mailbox ? Optional.of("test_clock") : Optional.empty();
    }

    /** A mail that could not be written is written later, after the others. */
    public void postpone(UUID id) {
        mails.lockWaiting(id).ifPresent(mail -> mail.postpone(clock.instant()));
    }

    private @Nullable String obstacle(CustomerMail mail, MailSettings how, InvoiceView invoice, CustomerView customer) {
        MailKind kind = mail.kind();
        boolean due = invoice.due().amount().signum() > 0;
        if (!how.isOn(kind)) {
            return "switched_off";
        }
        if (kind.needsValidInvoice() && invoice.status() == InvoiceStatus.VOID) {
            return "void";
        }
        if (kind.asksForMoney() && !due) {
            return "settled";
        }
        if (mails.isAny(mail.invoiceId(), kind.laterReminders()) || mails.isFollowedByNotice(mail)) {
            return "superseded";
        }
        String email = customer.email();
        if (email == null) {
            return "no_address";
        }
        return Mail.isAddress(email) ? null : "bad_address";
    }

    private Mail written(CustomerMail mail, MailSettings how, InvoiceView invoice, CustomerView customer) {
        TenantView tenant = tenants.current();
        MailWording words = wording(customer, tenant);
        MailKind kind = mail.kind();
        String seller = seller(invoice, tenant);
        boolean due = invoice.due().amount().signum() > 0;
        String page = kind.leadsToPayment() && due ? how.paymentPage(invoice.id()) : null;
        Optional<MailTemplate.Words> own = Optional.ofNullable(mail.words())
                .or(() -> templates.find(kind, words.language()).map(MailTemplate::words));
        Optional<Document> file = kind.carriesInvoice() ? Optional.of(prints.of(invoice)) : Optional.empty();
        boolean fits =
                file.filter(document -> !Attachment.fits(document.bytes())).isEmpty();
        String text = own.map(MailTemplate.Words::text).orElseGet(() -> words.text(kind));
        Map<String, String> values =
                MailValues.of(invoice, customer.name(), seller, mail.amount(), new Figures(words.locale()));
        MailPreview shown = MailWriter.write(new MailWriter.Parts(
                MailText.of(own.map(MailTemplate.Words::subject).orElseGet(() -> words.subject(kind))),
                MailText.of(fits ? text : text + "\n\n" + words.tooLarge()),
                values,
                MailLook.of(tenant, seller, words.language()),
                words.pay(),
                page == null ? "" : page));
        return new Mail(
                Objects.requireNonNull(customer.email()),
                shown.subject(),
                shown.text(),
                shown.html(),
                origin(how, tenant, seller),
                fits ? file.stream().map(CustomerMailRun::file).toList() : List.of());
    }

    private static Attachment file(Document document) {
        return new Attachment(document.fileName(), document.mediaType(), document.bytes());
    }

    /** The domain is asked about again: the operator may have taken it back since. */
    private Origin origin(MailSettings how, TenantView tenant, String seller) {
        String address = how.fromAddress();
        boolean isOwn = address != null && domains.allow(tenant.slug(), address);
        String name = how.fromName() == null ? seller : how.fromName();
        return new Origin(
                isOwn || transports.mayBeWrittenAs(name) ? name : tenant.slug(),
                isOwn ? address : null,
                how.replyTo() == null ? tenant.branding().supportEmail() : how.replyTo());
    }

    private static String seller(InvoiceView invoice, TenantView tenant) {
        if (tenant.branding().displayName() != null) {
            return tenant.branding().displayName();
        }
        return invoice.seller() == null ? tenant.name() : invoice.seller().legalName();
    }

    private static MailWording wording(CustomerView customer, TenantView tenant) {
        return MailWording.in(customer.locale(), tenant.locale());
    }

    /**
     * Writes down what became of mails that were handed over, as far as it is known by now.
     *
     * @return whether there may be more
     */
    public boolean settle() {
        Instant now = clock.instant();
        List<CustomerMail> handed = mails.over(now.minus(FORGOTTEN), SETTLED_AT_ONCE);
        Map<UUID, Mails.Outcome> outcomes =
                outgoing.outcomes(handed.stream().map(CustomerMail::id).toList());
        for (CustomerMail mail : handed) {
            Mails.Outcome outcome = outcomes.get(mail.id());
            if (outcome != null && outcome.sent()) {
                mail.sent(now);
            } else if (outcome != null) {
                mail.failed(outcome.error(), now);
            } else if (Objects.requireNonNull(mail.handedAt()).plus(FORGOTTEN).isBefore(now)) {
                mail.failed("outcome_unknown", now);
            }
        }
        return handed.size() == SETTLED_AT_ONCE;
    }

    /** When there is something to do again; empty for nothing, and for what is held. */
    public Optional<Instant> next() {
        Instant now = clock.instant();
        Optional<Instant> write = isHeld() ? Optional.empty() : mails.nextTry();
        if (write.isPresent() && room() == 0) {
            return Optional.of(now.plus(LOOK_SOON));
        }
        Optional<Instant> look =
                mails.lastHanded().map(last -> now.plus(last.plus(FRESH).isAfter(now) ? LOOK_SOON : LOOK_LATER));
        return Stream.of(write, look).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private boolean isHeld() {
        return settings.find().filter(MailSettings::isHeld).isPresent();
    }
}
