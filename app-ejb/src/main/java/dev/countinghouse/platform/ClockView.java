package dev.countinghouse.platform;

import java.time.Instant;

/**
 * The tenant's clock going out.
 *
 * @param mode {@code live} or {@code test}
 * @param now what it shows
 * @param settled whether all work due by it has been done
 */
public record ClockView(String mode, Instant now, boolean settled) {}
