package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/** Which tenants are asked for; null means any. */
public record RegistryFilter(
        @Nullable TenantStatus status,
        @Nullable TenantKind kind,
        @Nullable String slug) {}
