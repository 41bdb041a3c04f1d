package dev.countinghouse.customermail;

import dev.countinghouse.documents.BrandColor;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.TenantView;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's mails look.
 *
 * @param language as HTML names it
 * @param color {@code #rrggbb}
 * @param ink the same where it can be read as text on white
 * @param logo https address; empty for none
 * @param footer the tenant's own words below each mail; empty for none
 */
record MailLook(String language, String brand, String color, String ink, String logo, String footer) {

    /** @param brand who writes */
    static MailLook of(TenantView tenant, String brand, String language) {
        Branding branding = tenant.branding();
        BrandColor color = BrandColor.of(branding.primaryColor());
        return new MailLook(
                language, brand, color.css(), color.ink(), orNone(branding.logoUrl()), orNone(branding.footer()));
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
