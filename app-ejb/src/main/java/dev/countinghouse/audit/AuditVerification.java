package dev.countinghouse.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of checking the chain.
 *
 * @param valid whether every link holds
 * @param sealed how many links were checked
 * @param unsealed entries that wait for their seals, for some seconds as a rule
 * @param headHash the last good link's hash: who keeps it elsewhere can tell later that nothing before it was changed
 * @param firstBroken null when the chain holds
 */
public record AuditVerification(
        boolean valid,
        long sealed,
        long unsealed,
        String headHash,
        @Nullable Broken firstBroken) {

    /**
     * The first link that does not hold.
     *
     * @param seq its place
     * @param problem {@code missing} when a link is gone, {@code chain} when it does not follow the one before, {@code entry}
     *     when the entry is not the one that was sealed
     */
    public record Broken(long seq, @Nullable UUID entryId, String problem) {}
}
