package dev.countinghouse.subscription;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a subscription in a migration.
 *
 * @param fromVersion number of the version that it has, or that it moves to already
 * @param moves whether it moves
 * @param effectiveAt when its first period begins that is billed by the other version; null when it stays
 * @param feeBefore recurring fees of a whole period, without tax
 * @param feeAfter the same by the other version
 * @param problem why it stays; null when it moves
 * @param detail the same for people
 */
public record PlanMoveView(
        UUID subscriptionId,
        @Nullable String externalId,
        UUID customerId,
        int fromVersion,
        boolean moves,
        @Nullable Instant effectiveAt,
        MoneyView feeBefore,
        MoneyView feeAfter,
        @Nullable MigrationProblem problem,
        @Nullable String detail) {}
