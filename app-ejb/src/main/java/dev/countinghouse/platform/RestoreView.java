package dev.countinghouse.platform;

import java.util.UUID;

/**
 * How far a restore came, going out.
 *
 * @param jobId that made it
 * @param state {@code prepared}: the restored books stand beside the tenant's; {@code swapped}: they are the tenant's;
 *     {@code none}: discarded before a swap
 */
public record RestoreView(UUID jobId, String state) {}
