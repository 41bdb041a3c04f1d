package dev.countinghouse.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsAreOfVersionSevenAndUnique() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = Ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            ids.add(id);
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void idsMadeFromAnInstantOnFollowItsFirst() {
        UUID id = Ids.next();
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        UUID first = Ids.firstOf(made);
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(first.toString()).isLessThanOrEqualTo(id.toString());
        assertThat(Ids.firstOf(made.plusMillis(1)).toString()).isGreaterThan(id.toString());
    }

    /** Lists are in the order of ids: within one millisecond too, what came later stands later. */
    @Test
    void idsOfOneReplicaRise() {
        String before = Ids.next().toString();
        for (int i = 0; i < 10_000; i++) {
            String id = Ids.next().toString();
            assertThat(id).isGreaterThan(before);
            before = id;
        }
    }
}
