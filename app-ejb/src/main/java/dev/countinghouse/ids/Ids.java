package dev.countinghouse.ids;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.UUID;

/** New identifiers: UUID version 7 (RFC 9562), so that rows of a table are made in about the order of their keys. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private static final long VERSION = 7;
    private static final long VARIANT = 2;

    private Ids() {}

    /** A fresh identifier, unique across replicas; ids made by one replica rise, also within a millisecond. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** An identifier that none made before an instant follows, and that none made from then on precedes. */
    public static UUID firstOf(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16 | VERSION << 12, VARIANT << 62);
    }

    /** When an identifier was made, in real time and by the clock of the replica that made it, to the millisecond. */
    public static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
