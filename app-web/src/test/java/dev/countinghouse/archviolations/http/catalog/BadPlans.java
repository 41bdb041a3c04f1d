package dev.countinghouse.archviolations.http.catalog;

import jakarta.servlet.http.HttpServletRequest;

/** A feature that knows its request. */
public record BadPlans(HttpServletRequest request) {}
