package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * How a tenant looks to its customers, on documents, in mails and in the portal. Null: the product's own look.
 *
 * @param logoUrl https, for mails and pages
 * @param logo the picture itself, for documents: a {@code data:} address of a PNG or JPEG
 * @param primaryColor {@code #rrggbb}
 */
public record Branding(
        @Nullable String logoUrl,
        @Nullable String logo,
        @Nullable String primaryColor,
        @Nullable String displayName,
        @Nullable String supportEmail,
        @Nullable String footer) {}
