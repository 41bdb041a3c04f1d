package dev.countinghouse.platform;

import dev.countinghouse.identity.ApiKeyView;
import java.util.UUID;

/**
 * A store's tenant going out.
 *
 * @param created whether this request made it
 * @param apiKey the platform's key; its secret only when this request made the key
 */
public record ProvisioningView(
        UUID tenantId,
        String slug,
        String externalPlatformId,
        String externalStoreId,
        boolean created,
        ApiKeyView apiKey) {}
