package dev.countinghouse.identity;

import java.util.List;
import java.util.UUID;

/**
 * An access that an operator asks for.
 *
 * @param operator his name
 * @param minutes until it ends by itself
 */
public record NewSupportAccess(
        UUID id,
        UUID tenantId,
        UUID operatorId,
        String operator,
        String reason,
        List<String> permissions,
        int minutes) {}
