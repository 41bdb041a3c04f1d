package dev.countinghouse.archviolations.resources.web.invoices;

import dev.countinghouse.archviolations.resources.web.plans.PlanParams;

/** Leans on another resource. */
public record BadInvoicesResource(PlanParams params) {}
