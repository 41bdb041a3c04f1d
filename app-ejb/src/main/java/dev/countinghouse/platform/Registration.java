package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * What a new tenant is made of.
 *
 * @param company its name
 * @param slug its short name, checked by the web tier and again by the database
 * @param email of the owner
 * @param password of the owner
 * @param name of the owner
 * @param timeZone IANA name; null for UTC
 * @param currency ISO 4217; null for EUR
 */
public record Registration(
        String company,
        String slug,
        String email,
        String password,
        String name,
        @Nullable String timeZone,
        @Nullable String currency) {}
