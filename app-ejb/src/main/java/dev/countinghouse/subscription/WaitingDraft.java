package dev.countinghouse.subscription;

import java.time.Instant;

/**
 * The invoice of a boundary as a draft: not computed until somebody looks at it, so that it is always what would be finalized.
 *
 * @param billing what it bills, dated by when it is finalized
 * @param currency of its subscription
 * @param boundaryAt when it fell due
 */
public record WaitingDraft(DueBilling billing, String currency, Instant boundaryAt) {}
