package dev.countinghouse.dunning;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customermail.DunningNotices;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceBook;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done about invoices that are not paid when they are due. One method is one transaction. */
@Stateless
public class DunningService {

    @Inject
    DunningRepository dunning;

    @Inject
    InvoiceBook invoices;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Makes a campaign. As the default one it is at work from today on, for what is due from today on.
     *
     * @throws BillingException VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public DunningCampaignView create(NewDunningCampaign wanted) {
        check(wanted.steps(), wanted.minimums());
        Instant now = clock.instant();
        DunningCampaign campaign = new DunningCampaign(Ids.next(), wanted, today(now), now);
        if (wanted.isDefault()) {
            replaceAtWork(today(now)).ifPresent(campaign::goOnFrom);
        }
        dunning.add(campaign);
        DunningCampaignView view = campaign.view();
        audit.record("dunning_campaign.create", campaign.id(), null, view);
        schedule.at(WorkKind.PAYMENT_REMINDERS, now);
        return view;
    }

    @RolesAllowed(Permission.TENANT_READ)
    public DunningCampaignView get(UUID id) {
        return dunning.require(id).view();
    }

    /** Newest first. */
    @RolesAllowed(Permission.TENANT_READ)
    public Page<DunningCampaignView> list(PageRequest page) {
        return dunning.list(page).map(DunningCampaign::view);
    }

    /**
     * Changes what is not null. Steps that were taken stay taken: the next one of an invoice is the one at its place now.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public DunningCampaignView change(UUID id, DunningCampaignChange change, @Nullable Integer version) {
        DunningCampaign campaign = dunning.require(id);
        campaign.requireVersion(version);
        check(
                change.steps() == null ? List.of() : change.steps(),
                change.minimums() == null ? List.of() : change.minimums());
        DunningCampaignView before = campaign.view();
        Instant now = clock.instant();
        if (Boolean.TRUE.equals(change.isDefault()) && !campaign.isDefault()) {
            Optional<LocalDate> since = replaceAtWork(today(now));
            campaign.change(change, today(now));
            since.ifPresent(campaign::goOnFrom);
        } else {
            campaign.change(change, today(now));
        }
        dunning.flush();
        DunningCampaignView after = campaign.view();
        audit.record("dunning_campaign.update", id, before, after);
        schedule.at(WorkKind.PAYMENT_REMINDERS, now);
        return after;
    }

    /**
     * What was done about an invoice, in order.
     *
     * @throws BillingException NOT_FOUND
     */
    @RolesAllowed(Permission.INVOICE_READ)
    public List<DunningStepView> steps(UUID invoiceId) {
        UUID invoice = invoices.require(invoiceId).id();
        return dunning.steps(invoice).stream().map(DunningStep::view).toList();
    }

    /** Since when the one was at work that was. */
    private Optional<LocalDate> replaceAtWork(LocalDate today) {
        return dunning.atWork().map(campaign -> {
            campaign.giveWay(today);
            dunning.flush(); // one alone is at work, at each moment
            return campaign.view().since();
        });
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    static void check(List<CampaignStep> steps, List<Money> minimums) {
        for (int i = 0; i < steps.size(); i++) {
            String path = "steps[%d].".formatted(i);
            try {
                check(steps.get(i), i == steps.size() - 1);
            } catch (BillingException e) {
                throw e.within(path);
            }
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < minimums.size(); i++) {
            if (!seen.add(minimums.get(i).currency().getCurrencyCode())) {
                throw BillingException.invalid("minimums[%d].currency".formatted(i), "twice", "is there already");
            }
        }
    }

    private static void check(CampaignStep step, boolean last) {
        boolean speaks = step.subject() != null || step.text() != null;
        if (speaks && step.action() != DunningAction.MAIL) {
            throw BillingException.invalid(
                    step.subject() != null ? "subject" : "text", "not_allowed", "has a meaning for a mail only");
        }
        if (speaks && (step.subject() == null || step.text() == null)) {
            throw BillingException.invalid(
                    step.subject() == null ? "subject" : "text", "required", "is needed together with the other one");
        }
        if (step.action() == DunningAction.HAND_OVER && !last) {
            throw BillingException.invalid("action", "not_last", "ends the campaign, so that it must be the last step");
        }
        DunningNotices.Words words = DunningRun.words(step);
        if (words != null) {
            words.check();
        }
    }
}
