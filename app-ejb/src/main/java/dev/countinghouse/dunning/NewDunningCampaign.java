package dev.countinghouse.dunning;

import dev.countinghouse.money.Money;
import java.util.List;

/**
 * A campaign that is wanted.
 *
 * @param isDefault whether it is to be the one at work, in place of another one
 * @param minimums one a currency; what is due of an invoice has to be as much
 */
public record NewDunningCampaign(String name, boolean isDefault, List<CampaignStep> steps, List<Money> minimums) {

    public NewDunningCampaign {
        steps = List.copyOf(steps);
        minimums = List.copyOf(minimums);
    }
}
