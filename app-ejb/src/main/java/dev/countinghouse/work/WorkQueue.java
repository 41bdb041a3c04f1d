package dev.countinghouse.work;

import dev.countinghouse.tenancy.ActsAsWorker;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares due work among replicas. Each call is a transaction of its own as {@code ch_worker}; the work itself is done
 * between two of them, as the tenant. A replica that dies loses its lease after {@link #LEASE_SECONDS}, and the unique
 * keys of what it did make the repetition harmless.
 */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class WorkQueue {

    /** How long a claim holds without being renewed. */
    static final int LEASE_SECONDS = 30;

    @Inject
    DueWorkRepository dueWork;

    /** Claims what is due of a kind, at most so many tenants; what another replica holds is passed over, and
     * who has a schema that this code does not work with: another replica's code may. */
    public List<DueWork> claim(WorkKind kind, int most) {
        return dueWork.claim(kind, most, LEASE_SECONDS);
    }

    /**
     * Keeps the lease for another while; false when it was lost or the tenant is no longer active, and the work must stop.
     * Then it is due at once for whoever claims it next.
     */
    public boolean renew(DueWork work) {
        boolean kept = dueWork.renew(work, LEASE_SECONDS);
        if (!kept) {
            dueWork.handBack(work);
        }
        return kept;
    }

    /**
     * Gives the work back as done. What was scheduled meanwhile is kept when it is earlier.
     *
     * @param next when the kind falls due again for the tenant; null when nothing is known to come
     */
    public void complete(DueWork work, @Nullable Instant next) {
        dueWork.complete(work, next);
    }

    /** Gives the work back after a failure, to be tried again in real seconds that double up to an hour. */
    public void fail(DueWork work, String error) {
        dueWork.fail(work, error);
    }
}
