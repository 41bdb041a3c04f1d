package dev.countinghouse.customer;

import org.jspecify.annotations.Nullable;

/** Where a customer is, in the country that he names. */
public record Address(
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String region) {}
