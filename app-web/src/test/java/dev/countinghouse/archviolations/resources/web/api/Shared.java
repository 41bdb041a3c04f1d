package dev.countinghouse.archviolations.resources.web.api;

/** What resources share. */
public record Shared(String text) {}
