package dev.countinghouse.webhooks;

import dev.countinghouse.tenancy.Tenant;
import java.util.UUID;

/** An endpoint that this replica delivers to, and no other meanwhile. */
public record ClaimedEndpoint(Tenant tenant, UUID id) {}
