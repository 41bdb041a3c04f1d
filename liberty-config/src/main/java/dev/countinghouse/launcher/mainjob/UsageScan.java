package dev.countinghouse.launcher.mainjob;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a client learns from reading usage once: who used how much, and when. An event counts once, however often it is repeated. */
final class UsageScan {
    private final Map<String, CustomerUsage> customers = new LinkedHashMap<>();
    private final Set<String> transactions = new HashSet<>();
    private long lines;
    private long unclear;

    void add(String transactionId, String customer, Instant at, BigDecimal minutes) {
        lines++;
        if (transactions.add(transactionId)) {
            CustomerUsage before = customers.get(customer);
            customers.put(
                    customer, before == null ? CustomerUsage.of(customer, minutes, at) : before.plus(minutes, at));
        }
    }

    /** Counts a line that this reading could not understand; whether it is good is for the server to say. */
    void addUnclear() {
        lines++;
        unclear++;
    }

    long lines() {
        return lines;
    }

    long unclear() {
        return unclear;
    }

    /** In the order in which they appear. */
    Collection<CustomerUsage> customers() {
        return Collections.unmodifiableCollection(customers.values());
    }

    boolean holds(String transactionId) {
        return transactions.contains(transactionId);
    }

    Optional<Instant> first() {
        return customers.values().stream().map(CustomerUsage::first).min(Instant::compareTo);
    }

    Optional<Instant> last() {
        return customers.values().stream().map(CustomerUsage::last).max(Instant::compareTo);
    }
}
