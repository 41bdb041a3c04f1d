package dev.countinghouse.statement;

import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which statement is asked for.
 *
 * @param currency null for the customer's own
 * @param from first day; null for the first one that there is
 * @param through last day; null for today in the customer's time zone, by the tenant's clock
 */
public record StatementFilter(
        UUID customerId,
        @Nullable Currency currency,
        @Nullable LocalDate from,
        @Nullable LocalDate through) {}
