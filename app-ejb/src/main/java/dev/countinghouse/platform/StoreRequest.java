package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * A store of another platform that is to have a tenant.
 *
 * @param externalStoreId what the platform calls it
 * @param company the tenant's name
 * @param email of the owner, who sets a password by mail
 * @param name of the owner; null for the company's
 * @param slug null for one made of the company's name
 * @param timeZone IANA name; null for UTC
 * @param currency ISO 4217; null for EUR
 */
public record StoreRequest(
        String externalStoreId,
        String company,
        String email,
        @Nullable String name,
        @Nullable String slug,
        @Nullable String timeZone,
        @Nullable String currency) {}
