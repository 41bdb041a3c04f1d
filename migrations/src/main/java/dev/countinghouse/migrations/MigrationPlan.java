package dev.countinghouse.migrations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is migrated, and in which order: canaries first, then waves.
 *
 * @param version what tenants will have
 * @param upToDate how many have it
 * @param waves the canaries, if there are any, then the others
 */
public record MigrationPlan(String version, int upToDate, List<Wave> waves) {

    private static final Comparator<DueTenant> SMALL_FIRST =
            Comparator.comparingLong(DueTenant::bytes).thenComparing(DueTenant::slug);

    // A sandbox bills nobody: the best one to go first.
    private static final Comparator<DueTenant> CANARY_FIRST =
            Comparator.comparing(DueTenant::sandbox).reversed().thenComparing(SMALL_FIRST);

    /**
     * Tenants that are migrated before the next wave begins.
     *
     * @param number 0 for the canaries
     */
    public record Wave(int number, List<Step> tenants) {}

    /** One tenant and the version it comes from. */
    public record Step(String slug, String fromVersion) {}

    /** Keeps its own copy. */
    public MigrationPlan {
        waves = List.copyOf(waves);
    }

    /** How many tenants are due. */
    public int due() {
        return waves.stream().mapToInt(wave -> wave.tenants().size()).sum();
    }

    /**
     * The tenants in waves: the canaries first, which are those that were named, and for each version that none of them has and
     * from which nobody was migrated yet its smallest tenant, a sandbox if there is one; then the others, small ones first.
     *
     * @param proven versions from which tenants were migrated before
     * @return the canaries, even if there are none, then waves
     */
    static List<List<DueTenant>> waves(List<DueTenant> due, Set<String> proven, MigrationOptions options) {
        List<DueTenant> canaries = canaries(due, proven, options.canaries());
        List<DueTenant> others = new ArrayList<>(due);
        others.removeAll(canaries);
        others.sort(SMALL_FIRST);
        List<List<DueTenant>> waves = new ArrayList<>();
        waves.add(canaries);
        for (int i = 0; i < others.size(); i += options.waveSize()) {
            waves.add(List.copyOf(others.subList(i, Math.min(i + options.waveSize(), others.size()))));
        }
        return waves;
    }

    private static List<DueTenant> canaries(List<DueTenant> due, Set<String> proven, List<String> named) {
        List<DueTenant> canaries = new ArrayList<>();
        Set<String> versions = new HashSet<>(proven);
        for (String slug : named) {
            due.stream().filter(tenant -> tenant.slug().equals(slug)).forEach(tenant -> {
                canaries.add(tenant);
                versions.add(tenant.version());
            });
        }
        for (DueTenant tenant : due.stream().sorted(CANARY_FIRST).toList()) {
            if (versions.add(tenant.version())) {
                canaries.add(tenant);
            }
        }
        return canaries;
    }

    static MigrationPlan of(String version, int upToDate, List<List<DueTenant>> waves) {
        List<Wave> shown = new ArrayList<>();
        for (int number = 0; number < waves.size(); number++) {
            List<Step> steps = waves.get(number).stream()
                    .map(tenant -> new Step(tenant.slug(), tenant.version()))
                    .toList();
            if (!steps.isEmpty()) {
                shown.add(new Wave(number, steps));
            }
        }
        return new MigrationPlan(version, upToDate, shown);
    }
}
