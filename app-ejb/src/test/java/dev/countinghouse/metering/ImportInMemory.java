package dev.countinghouse.metering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Keeps imports and refused events in memory. */
class ImportInMemory extends UsageIntakeRepository {

    private final Map<UUID, UsageImportRecord> imports = new HashMap<>();
    private final List<Refused> kept = new ArrayList<>();

    @Override
    void add(UsageImportRecord started) {
        imports.put(started.id(), started);
    }

    @Override
    UsageImportRecord requireImport(UUID id) {
        return Objects.requireNonNull(imports.get(id));
    }

    @Override
    void keep(List<Refused> refused) {
        kept.addAll(refused);
    }

    List<Refused> kept() {
        return kept;
    }
}
