package dev.countinghouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapWatchTest {

    @Test
    void theHeapIsFullestBeforeOneOfTheCollections() {
        assertThat(HeapWatch.peak("""
                GC(7) Pause Young (Normal) (G1 Evacuation Pause) 301M->96M(512M) 4.301ms
                GC(8) Concurrent Mark Cycle
                GC(9) Pause Young (Normal) (G1 Evacuation Pause) 322M->97M(512M) 4.112ms
                GC(10) Pause Full (Diagnostic Command) 140M->88M(512M) 90.000ms
                """)).isEqualTo(322);
    }

    @Test
    void aLogWithoutCollectionsIsNoFigure() {
        assertThatThrownBy(() -> HeapWatch.peak("GC(8) Concurrent Mark Cycle\n"))
                .isInstanceOf(IllegalStateException.class);
    }
}
