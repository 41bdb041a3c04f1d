package dev.countinghouse.legalentity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a legal entity is to change; null leaves a value as it is. Seller and metadata are replaced as a whole. */
public record LegalEntityChange(
        @Nullable Seller seller, @Nullable Map<String, String> metadata) {}
