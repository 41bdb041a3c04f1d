package dev.countinghouse.dunning;

import dev.countinghouse.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be otherwise; null: as it is. Lists replace the whole of theirs. */
public record DunningCampaignChange(
        @Nullable String name,
        @Nullable Boolean isDefault,
        @Nullable List<CampaignStep> steps,
        @Nullable List<Money> minimums) {}
