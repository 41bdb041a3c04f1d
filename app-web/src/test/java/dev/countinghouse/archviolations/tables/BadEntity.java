package dev.countinghouse.archviolations.tables;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table that every feature could use. */
@Entity
public class BadEntity {

    @Id
    @Nullable
    UUID id;
}
