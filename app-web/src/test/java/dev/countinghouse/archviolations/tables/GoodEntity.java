package dev.countinghouse.archviolations.tables;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table of its feature. */
@Entity
class GoodEntity {

    @Id
    @Nullable
    UUID id;
}
