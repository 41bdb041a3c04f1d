package dev.countinghouse.invoicing;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everybody pays himself, and is taxed by the rates that are named. */
final class KnownParties extends PartyBook {

    @Override
    Map<UUID, Parties> ofSubscriptions(Collection<UUID> customerIds) {
        return customerIds.stream().distinct().collect(Collectors.toMap(Function.identity(), id -> Samples.parties()));
    }
}
