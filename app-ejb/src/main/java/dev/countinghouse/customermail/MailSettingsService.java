package dev.countinghouse.customermail;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.mail.FromDomains;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.MailTransports;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which mails customers get, and from whom. One method is one transaction. */
@Stateless
public class MailSettingsService {

    private static final String RESOURCE = "mail_settings";
    private static final String PLACE = "{invoice_id}";

    @Inject
    MailSettingsRepository settings;

    @Inject
    FromDomains domains;

    @Inject
    MailTransports transports;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock businessClock;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /** As long as nobody has set any, no mail is switched on. */
    @RolesAllowed(Permission.TENANT_READ)
    public MailSettingsView get() {
        return settings.find()
                .map(MailSettings::view)
                .orElseGet(() -> new MailSettingsView(List.of(), null, null, null, null, null, 0));
    }

    /**
     * Sets all of it. What happened before a mail was switched on is not written about; what is queued is dropped when its kind is switched off.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException PRECONDITION_FAILED when it has another version; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public MailSettingsView change(NewMailSettings wanted, @Nullable Integer version) {
        requireAddress("from_address", wanted.fromAddress());
        requireAddress("reply_to", wanted.replyTo());
        requirePage(wanted.paymentPage());
        String from = wanted.fromAddress();
        if (from != null && !domains.allow(CurrentScope.tenant().slug(), from)) {
            throw BillingException.invalid(
                    "from_address",
                    "domain_not_allowed",
                    "must be of a domain that the operator of this installation allows this tenant"
                            + " (countinghouse.mail.from-domains)");
        }
        if (from == null && wanted.fromName() != null && !transports.mayBeWrittenAs(wanted.fromName())) {
            throw BillingException.invalid(
                    "from_name",
                    "not_allowed",
                    "must not be an address, nor name this installation, where mail is sent from this installation's address");
        }
        MailSettings there = settings.lock();
        there.requireVersion(version);
        MailSettingsView before = there.view();
        there.change(wanted);
        settings.flush();
        MailSettingsView after = there.view();
        audit.record("mail_settings.update", RESOURCE, before, after);
        return after;
    }

    /** Sends mail again, which is held since other books were put in place. What was queued meanwhile leaves now. */
    @RolesAllowed(Permission.TENANT_WRITE)
    public MailSettingsView release() {
        MailSettings there = settings.lock();
        MailSettingsView before = there.view();
        there.release();
        settings.flush();
        MailSettingsView after = there.view();
        audit.record("mail_settings.release", RESOURCE, before, after);
        schedule.at(WorkKind.PAYMENT_REMINDERS, businessClock.instant()); // campaigns have waited, too
        schedule.at(WorkKind.CUSTOMER_MAILS, clock.instant());
        return after;
    }

    private static void requireAddress(String field, @Nullable String address) {
        if (address != null && !Mail.isAddress(address)) {
            throw BillingException.invalid(field, "malformed", "must be an e-mail address");
        }
    }

    private static void requirePage(@Nullable String page) {
        if (page == null) {
            return;
        }
        boolean good = page.contains(PLACE);
        try {
            URI uri = new URI(page.replace(PLACE, "00000000-0000-7000-8000-000000000000"));
            good &= "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            good = false;
        }
        if (!good) {
            throw BillingException.invalid(
                    "payment_page", "malformed", "must be an https address with {invoice_id} in it");
        }
    }
}
