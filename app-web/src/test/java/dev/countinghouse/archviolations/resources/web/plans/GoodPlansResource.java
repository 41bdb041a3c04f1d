package dev.countinghouse.archviolations.resources.web.plans;

import dev.countinghouse.archviolations.resources.web.api.Shared;

/** Uses its own package and the shared one. */
public record GoodPlansResource(Shared shared, PlanParams params) {}
