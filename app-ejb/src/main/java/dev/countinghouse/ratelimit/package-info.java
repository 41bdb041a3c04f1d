/**
 * Rate limits. Owns: what is counted for whom, and what is answered. Does not own: the quotas of tiers (tenancy). Holds always:
 * within any span of a minute no more is let through than the quota, by each server even without Redis and by all together with
 * it; what is refused is not counted.
 */
package dev.countinghouse.ratelimit;
