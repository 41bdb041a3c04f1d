/**
 * Work across replicas. Owns: {@code public.due_work}, claims and leases. Does not own: what the work is. Holds always:
 * a worker transaction claims, a tenant's does, a worker's completes; doing it twice is harmless by unique keys.
 */
package dev.countinghouse.work;
