package dev.countinghouse.dunning;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What is done about invoices that are not paid when they are due.
 *
 * @param isDefault whether it is the one at work
 * @param since invoices that were due before this day are left alone
 * @param minimums invoices in these currencies of which less is due are left alone
 * @param createdAt by the tenant's clock
 */
public record DunningCampaignView(
        UUID id,
        String name,
        boolean isDefault,
        LocalDate since,
        List<CampaignStep> steps,
        List<MoneyView> minimums,
        int version,
        Instant createdAt) {}
