package dev.countinghouse.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Active tenants by id, as far as this server knows them; else out of the {@link TenantDirectory}. */
@ApplicationScoped
public class KnownTenants {

    @Inject
    RegistryMemory memory;

    @Inject
    TenantDirectory directory;

    private record Question(UUID tenantId) {}

    /** The active tenant of an id; empty when there is none or it is suspended. */
    public Optional<Tenant> active(UUID id) {
        return memory.answer(new Question(id), Set.of(id), () -> directory.active(id));
    }
}
