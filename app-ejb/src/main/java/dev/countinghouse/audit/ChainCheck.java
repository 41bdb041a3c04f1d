package dev.countinghouse.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks along a chain, part by part. */
final class ChainCheck {

    private String head = AuditChain.BEGINNING;
    private long seq;
    private AuditVerification.@Nullable Broken broken;

    /** The links that follow. False when one does not hold: then there is nothing more to check. */
    boolean goesOn(List<SealedEntry> links) {
        for (SealedEntry link : links) {
            String problem = problem(link);
            if (problem != null) {
                broken = new AuditVerification.Broken(
                        seq + 1, problem.equals("missing") ? null : link.seal().entryId(), problem);
                return false;
            }
            seq++;
            head = link.seal().hash();
        }
        return true;
    }

    private @Nullable String problem(SealedEntry link) {
        Seal seal = link.seal();
        if (seal.seq() != seq + 1) {
            return "missing";
        }
        if (!seal.before().equals(head)) {
            return "chain";
        }
        return seal.hash().equals(AuditChain.hash(head, seal.seq(), link.entry())) ? null : "entry";
    }

    /** How many links hold. */
    long seq() {
        return seq;
    }

    AuditVerification result(long unsealed) {
        return new AuditVerification(broken == null, seq, unsealed, head, broken);
    }
}
