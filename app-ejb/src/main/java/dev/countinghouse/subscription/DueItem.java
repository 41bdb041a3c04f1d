package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanTerms;
import java.util.UUID;

/**
 * A subscription item whose boundary is to be billed.
 *
 * @param itemId of the subscription item
 * @param quantity how many times the plan is taken
 */
public record DueItem(DueBilling billing, UUID itemId, int quantity, PlanTerms terms) {}
