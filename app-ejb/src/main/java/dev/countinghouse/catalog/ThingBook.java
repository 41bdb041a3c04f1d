package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done to all things of the catalog in the same way, with their metadata, events and audit entries. */
@ApplicationScoped
class ThingBook {

    @Inject
    ThingRepository things;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws BillingException CODE_TAKEN, EXTERNAL_ID_TAKEN */
    <V, T extends CatalogThing<V>> V add(ThingKind<T> kind, T thing, @Nullable Map<String, String> metadata) {
        things.add(thing);
        customData.put(kind.name(), thing.id(), metadata);
        outbox.add(kind.name() + ".created", thing.id(), Map.of("code", thing.code()));
        V view = view(kind, thing);
        audit.record(kind.name() + ".create", thing.id(), null, view);
        return view;
    }

    <V, T extends CatalogThing<V>> V get(ThingKind<T> kind, UUID id) {
        return view(kind, things.require(kind, id));
    }

    /** Newest first. */
    <V, T extends CatalogThing<V>> Page<V> list(ThingKind<T> kind, ThingFilter filter, PageRequest page) {
        Page<T> found = things.list(kind, filter, page);
        List<UUID> ids = found.data().stream().map(CatalogThing::id).toList();
        Map<UUID, Map<String, Object>> metadata = customData.getAll(kind.name(), ids);
        return found.map(thing -> thing.view(metadata.getOrDefault(thing.id(), Map.of())));
    }

    /**
     * Changes a thing.
     *
     * @param read which one, as it was last read
     * @param metadata in place of what it has; null leaves that
     * @throws BillingException NOT_FOUND, PRECONDITION_FAILED
     */
    <V, T extends CatalogThing<V>> V change(
            ThingKind<T> kind, ThingRead read, @Nullable Map<String, String> metadata, Consumer<T> change) {
        T thing = require(kind, read);
        V before = view(kind, thing);
        int version = thing.version();
        change.accept(thing);
        things.flush();
        if (metadata != null && thing.version() == version) { // the row has not changed, but the resource does
            things.advance(thing);
        }
        customData.put(kind.name(), thing.id(), metadata);
        outbox.add(kind.name() + ".updated", thing.id(), Map.of("version", thing.version()));
        V view = view(kind, thing);
        audit.record(kind.name() + ".update", thing.id(), before, view);
        return view;
    }

    /** Archives a thing; one that is archived stays as it is. */
    <V, T extends CatalogThing<V>> V archive(ThingKind<T> kind, ThingRead read) {
        T thing = require(kind, read);
        if (thing.isArchived()) {
            return view(kind, thing);
        }
        V before = view(kind, thing);
        thing.archive(clock.instant());
        things.flush();
        outbox.add(kind.name() + ".archived", thing.id(), Map.of("code", thing.code()));
        V view = view(kind, thing);
        audit.record(kind.name() + ".archive", thing.id(), before, view);
        return view;
    }

    private <T extends CatalogThing<?>> T require(ThingKind<T> kind, ThingRead read) {
        T thing = things.require(kind, read.id());
        if (read.version() != null && read.version() != thing.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        return thing;
    }

    private <V, T extends CatalogThing<V>> V view(ThingKind<T> kind, T thing) {
        return thing.view(customData.get(kind.name(), thing.id()));
    }
}
