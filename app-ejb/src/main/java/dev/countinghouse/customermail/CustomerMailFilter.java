package dev.countinghouse.customermail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which mails are wanted; null means any. */
public record CustomerMailFilter(
        @Nullable UUID customerId,
        @Nullable UUID invoiceId,
        @Nullable MailKind kind,
        @Nullable MailState state) {}
