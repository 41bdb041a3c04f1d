package dev.countinghouse.archviolations.resources.web.plans;

/** A resource's own. */
public record PlanParams(String code) {}
