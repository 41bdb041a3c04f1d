package dev.countinghouse.invoicing;

import dev.countinghouse.jobs.ClaimedJob;
import dev.countinghouse.jobs.JobCanceled;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobProgress;
import dev.countinghouse.jobs.TenantTask;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves all invoices of a tenant (docs/adr/0047): subscription by subscription, then the sums of every invoice, then numbers,
 * ledger and audit log. It writes nothing, so a run after a kill begins anew.
 */
@ApplicationScoped
public class VerificationTask implements TenantTask {

    private static final int SUBSCRIPTIONS_AT_ONCE = 500;

    @Inject
    VerificationRun run;

    @Override
    public JobKind kind() {
        return JobKind.VERIFY_INVOICES;
    }

    @Override
    public Map<String, Object> run(ClaimedJob job, JobProgress progress) {
        Findings findings = new Findings();
        VerificationRun.Extent extent = asTenant(job, run::extent);
        subscriptions(job, progress, findings, extent.subscriptions());
        invoices(job, progress, findings, extent.invoices());
        step(progress, "books", 0, 1);
        prove(job, "books", findings, () -> run.proveBooks(findings));
        return findings.result();
    }

    private void subscriptions(ClaimedJob job, JobProgress progress, Findings findings, long all) {
        long done = 0;
        List<UUID> ids = asTenant(job, () -> run.subscriptions(null, SUBSCRIPTIONS_AT_ONCE));
        while (!ids.isEmpty()) {
            for (UUID id : ids) {
                step(progress, "subscriptions", done, all);
                prove(job, "lines of subscription " + id, findings, () -> run.proveSubscription(id, findings));
                done++;
            }
            UUID last = ids.getLast();
            ids = asTenant(job, () -> run.subscriptions(last, SUBSCRIPTIONS_AT_ONCE));
        }
        findings.count("subscriptions", done);
    }

    /** What cannot be read there is named, and the others are proved nevertheless. */
    private static void prove(ClaimedJob job, String what, Findings findings, Runnable proof) {
        try {
            CurrentScope.run(Scope.background(job.tenant()), proof);
        } catch (EJBException e) {
            Throwable cause = Unreadable.cause(e);
            if (cause == null) {
                throw e;
            }
            findings.unreadable(null, what, cause);
        }
    }

    private void invoices(ClaimedJob job, JobProgress progress, Findings findings, long all) {
        UUID last = null;
        do {
            step(progress, "invoices", findings.counted("invoices"), all);
            UUID after = last;
            last = CurrentScope.<@Nullable UUID>call(
                    Scope.background(job.tenant()), () -> run.proveInvoices(after, findings));
        } while (last != null);
    }

    private static <T> T asTenant(ClaimedJob job, Supplier<T> what) {
        return CurrentScope.call(Scope.background(job.tenant()), what);
    }

    private static void step(JobProgress progress, String step, long done, long total) {
        progress.at(step, done, total);
        if (progress.canceled()) {
            throw new JobCanceled();
        }
    }
}
