package dev.countinghouse.stripedouble;

import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts of all keys that were ever used, and how their changes are kept. */
final class Accounts implements AutoCloseable {
    private static final int NAME_LENGTH = 16;

    private final Map<String, Account> byName = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Ids ids;
    private final Journal journal;
    private final Webhooks webhooks;

    Accounts(StripeDouble.Settings settings) {
        clock = settings.clock();
        ids = new Ids(settings.seed());
        journal = settings.journal() == null
                ? Journal.none()
                : Journal.open(settings.journal(), this::named, byName.values());
        webhooks = new Webhooks(this, settings.retries());
    }

    private Account named(String name) {
        return byName.computeIfAbsent(name, missing -> new Account(missing, clock));
    }

    /** The account of a key, empty where the key is new: {@code sk_test_x} and {@code rk_test_x} are of one account. */
    Account of(String key) {
        String secret = key.substring(key.indexOf('_') + 1);
        return named(HexFormat.of().formatHex(Ids.sha256(secret)).substring(0, NAME_LENGTH));
    }

    Collection<Account> all() {
        return byName.values();
    }

    /** The account that has an object; null when none has. */
    @Nullable
    Account having(String id) {
        for (Account account : byName.values()) {
            account.lock.lock();
            try {
                if (account.object(id) != null) {
                    return account;
                }
            } finally {
                account.lock.unlock();
            }
        }
        return null;
    }

    /** Begins a piece of work; the account's lock must be held until it is committed or dropped. */
    Unit begin(Account account) {
        return new Unit(account, ids);
    }

    long realSeconds() {
        return clock.instant().getEpochSecond();
    }

    /** Keeps what the unit changed; webhooks go out afterwards. */
    void commit(Unit unit) {
        commit(unit, Map.of());
    }

    /** The same together with the answers that go with it. */
    void commit(Unit unit, Map<String, IdempotencyKeys.Stored> keys) {
        Account account = unit.account();
        Unit.Change change = unit.change();
        change.objects().forEach(account::put);
        change.removed().forEach(account::remove);
        keys.forEach(account.keys::keep);
        journal.write(account, change, keys);
        change.deliveries().forEach(delivery -> webhooks.enqueue(account, delivery));
    }

    /** Sets an account's clock ahead; its lock must be held. */
    void setOffset(Account account, long seconds) {
        account.setOffset(seconds);
        journal.writeClock(account);
    }

    /** Forgets all of an account; its lock must be held. */
    void clear(Account account) {
        account.clear();
        journal.writeCleared(account);
    }

    Webhooks webhooks() {
        return webhooks;
    }

    @Override
    public void close() {
        webhooks.close();
        byName.values().forEach(account -> account.faults.clear());
        journal.close();
    }
}
