package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanDiff;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a migration of subscribers does, or has done: the same lines in its preview and in its answer.
 *
 * @param plan code
 * @param toVersion number of the version that they move to
 * @param executed whether it was done; false in a preview
 * @param selected subscriptions in the whole selection
 * @param moving those listed here that move
 * @param staying those listed here that stay, each with its problem
 * @param left subscriptions of the selection that come after those listed here
 * @param next {@code after} of the next part; null when there is none
 * @param diffs what is different, seen from each version that somebody listed here has
 * @param subscriptions in the order of their ids
 * @param token names what is shown here: with it, exactly that is done, or nothing
 */
public record PlanMigrationView(
        String plan,
        int toVersion,
        boolean executed,
        long selected,
        int moving,
        int staying,
        long left,
        @Nullable UUID next,
        List<PlanDiff> diffs,
        List<PlanMoveView> subscriptions,
        String token) {

    /** The same, done. */
    PlanMigrationView asExecuted() {
        return new PlanMigrationView(
                plan, toVersion, true, selected, moving, staying, left, next, diffs, subscriptions, token);
    }
}
