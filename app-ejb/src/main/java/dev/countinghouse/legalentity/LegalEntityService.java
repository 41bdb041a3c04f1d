package dev.countinghouse.legalentity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In whose names the current tenant bills, besides its own. One method is one transaction. */
@Stateless
public class LegalEntityService {

    private static final String TYPE = "legal_entity";

    @Inject
    LegalEntityRepository entities;

    @Inject
    CustomData customData;

    @Inject
    Event<LegalEntityMade> made;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Makes a legal entity, with series of numbers of its own for invoices and for credit notes.
     *
     * @throws BillingException CODE_TAKEN; EXTERNAL_ID_TAKEN; VALIDATION_FAILED by its field, also when another one, or the tenant
     *     itself, numbers by the prefix
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public LegalEntityView create(NewLegalEntity wanted) {
        LegalEntity entity = new LegalEntity(Ids.next(), wanted, clock.instant());
        entities.add(entity);
        LegalEntityView view = entity.view(customData.putNew(TYPE, entity.id(), wanted.metadata()));
        outbox.add("legal_entity.created", entity.id(), Map.of("code", entity.code()));
        audit.record("legal_entity.create", entity.id(), null, view);
        made.fire(new LegalEntityMade(entity.code(), entity.numberPrefix())); // last: series are locked last
        return view;
    }

    @RolesAllowed(Permission.TENANT_READ)
    public LegalEntityView get(UUID id) {
        return view(entities.require(id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.TENANT_READ)
    public Page<LegalEntityView> list(LegalEntityFilter filter, PageRequest page) {
        Page<LegalEntity> found = entities.list(filter, page);
        List<UUID> ids = found.data().stream().map(LegalEntity::id).toList();
        Map<UUID, Map<String, Object>> metadata = customData.getAll(TYPE, ids);
        return found.map(entity -> entity.view(metadata.getOrDefault(entity.id(), Map.of())));
    }

    /**
     * Changes how it stands on invoices that are written from now on. Those that were written keep what they say.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public LegalEntityView change(UUID id, LegalEntityChange change, @Nullable Integer version) {
        LegalEntity entity = entities.require(id);
        entity.requireVersion(version);
        LegalEntityView before = view(entity);
        entity.change(change.seller());
        entities.flush();
        if (change.metadata() != null && entity.version() == before.version()) { // the row has not changed, it does
            entities.advance(entity);
        }
        customData.put(TYPE, id, change.metadata());
        outbox.add("legal_entity.updated", id, Map.of("version", entity.version()));
        LegalEntityView after = view(entity);
        audit.record("legal_entity.update", id, before, after);
        return after;
    }

    /**
     * Lets no customer name it from now on. Its invoices are paid, credited and voided as ever.
     *
     * @param version as last read; null to archive whatever is there
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; CONFLICT while a customer names it
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public LegalEntityView archive(UUID id, @Nullable Integer version) {
        LegalEntity entity = entities.require(id);
        entity.requireVersion(version);
        LegalEntityView before = view(entity);
        if (entity.isArchived()) {
            return before;
        }
        entity.archive(clock.instant());
        entities.flush(); // refused by the database where a customer names it, or does so at this moment
        outbox.add("legal_entity.archived", id, Map.of("code", entity.code()));
        LegalEntityView after = view(entity);
        audit.record("legal_entity.archive", id, before, after);
        return after;
    }

    private LegalEntityView view(LegalEntity entity) {
        return entity.view(customData.get(TYPE, entity.id()));
    }
}
