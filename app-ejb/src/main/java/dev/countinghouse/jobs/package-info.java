/**
 * Long work on one tenant, asked for by a request and done by a timer. Owns: {@code public.jobs}, their leases and progress.
 * Does not own: what a kind of job does ({@link dev.countinghouse.jobs.JobTask}). Holds always: one job of a tenant runs at a
 * time; a job that is run again after a kill ends as if it had run once; a job that failed or was canceled left nothing half
 * done.
 */
package dev.countinghouse.jobs;
