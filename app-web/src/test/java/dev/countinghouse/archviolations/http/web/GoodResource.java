package dev.countinghouse.archviolations.http.web;

import jakarta.ws.rs.core.MediaType;

/** How the product is reached. */
public record GoodResource(MediaType type) {}
