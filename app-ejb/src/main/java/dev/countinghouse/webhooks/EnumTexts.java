package dev.countinghouse.webhooks;

import dev.countinghouse.database.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How enums of this package are written in the database. */
final class EnumTexts {

    private EnumTexts() {}

    @Converter
    static class OfStatus extends LowerCaseEnum<WebhookStatus> {
        OfStatus() {
            super(WebhookStatus.class);
        }
    }

    @Converter
    static class OfReason extends LowerCaseEnum<DisabledBecause> {
        OfReason() {
            super(DisabledBecause.class);
        }
    }
}
