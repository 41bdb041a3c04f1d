package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

    private static final MigrationOptions OPTIONS = MigrationOptions.defaults().withWaveSize(2);

    @Test
    void oneCanaryThenWavesOfTheSizeAskedForSmallTenantsFirst() {
        List<DueTenant> due =
                List.of(tenant("a", 50), tenant("b", 10), tenant("c", 40), tenant("d", 20), tenant("e", 30));
        assertThat(slugs(due, Set.of(), OPTIONS)).containsExactly(List.of("b"), List.of("d", "e"), List.of("c", "a"));
    }

    @Test
    void aSandboxIsTheFirstToGo() {
        DueTenant sandbox = new DueTenant(UUID.randomUUID(), "z", "tenant_z", "1.old", true, 99);
        assertThat(slugs(List.of(tenant("a", 1), sandbox), Set.of(), OPTIONS))
                .containsExactly(List.of("z"), List.of("a"));
    }

    @Test
    void eachVersionHasItsCanaryAlsoWhenTheNamedOneHasAnother() {
        DueTenant older = new DueTenant(UUID.randomUUID(), "older", "tenant_older", "0.older", false, 7);
        List<DueTenant> due = List.of(tenant("a", 1), tenant("b", 2), older);
        assertThat(slugs(due, Set.of(), OPTIONS.withCanaries(List.of("b"))))
                .containsExactly(List.of("b", "older"), List.of("a"));
    }

    @Test
    void aWayThatWasTakenBeforeNeedsNoCanary() {
        assertThat(slugs(List.of(tenant("a", 1)), Set.of("1.old"), OPTIONS)).containsExactly(List.of(), List.of("a"));
    }

    @Test
    void aPlanCountsWhoIsDueAndShowsNoEmptyWave() {
        List<List<DueTenant>> waves = MigrationPlan.waves(List.of(tenant("a", 1)), Set.of("1.old"), OPTIONS);
        MigrationPlan plan = MigrationPlan.of("2.new", 5, waves);
        assertThat(plan.due()).isEqualTo(1);
        assertThat(plan.waves()).extracting(MigrationPlan.Wave::number).containsExactly(1);
    }

    @Test
    void numbersThatMakeNoRunAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withWorkers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withWaveSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withMaxFailures(-1));
    }

    private static DueTenant tenant(String slug, long bytes) {
        return new DueTenant(UUID.randomUUID(), slug, "tenant_" + slug, "1.old", false, bytes);
    }

    private static List<List<String>> slugs(List<DueTenant> due, Set<String> proven, MigrationOptions options) {
        return MigrationPlan.waves(due, proven, options).stream()
                .map(wave -> wave.stream().map(DueTenant::slug).toList())
                .toList();
    }
}
