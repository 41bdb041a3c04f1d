package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for; null means any. An entry is in if one of its transfers is. */
public record EntryFilter(
        @Nullable Account account,
        @Nullable UUID customerId,
        @Nullable UUID invoiceId) {}
