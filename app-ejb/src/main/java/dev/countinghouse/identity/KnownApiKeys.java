package dev.countinghouse.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.tenancy.RegistryMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;

/** API keys as far as this server knows them; else out of the {@link ApiKeyLookup}. Secret, expiry and address are checked each time. */
@ApplicationScoped
class KnownApiKeys {

    private static final Logger LOG = Logger.getLogger(KnownApiKeys.class.getName());
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    private static final int TOUCHED_MAX = 50_000;

    @Inject
    RegistryMemory memory;

    @Inject
    ApiKeyLookup lookUp;

    @Inject
    @RealTime
    Clock clock;

    private final Cache<UUID, Boolean> touched = Caffeine.newBuilder()
            .expireAfterWrite(TOUCH_EVERY)
            .maximumSize(TOUCHED_MAX)
            .build();

    private record Question(String keyId) {}

    /**
     * The caller of a key; empty when its id is unknown, its secret wrong, or it is expired or revoked, or is not for the
     * address.
     *
     * @param address of the client
     */
    Optional<Caller> find(String keyId, String key, String address) {
        return memory.answer(new Question(keyId), KnownApiKey::about, () -> lookUp.find(keyId))
                .filter(known -> Secrets.matches(key, known.secretHash()))
                .filter(known -> !known.isExpiredAt(clock.instant()))
                .filter(known -> isAllowed(known, address))
                .map(known -> {
                    noteUse(known.id());
                    return caller(known);
                });
    }

    private void noteUse(UUID id) {
        if (touched.getIfPresent(id) == null) {
            lookUp.touch(id);
            touched.put(id, Boolean.TRUE);
        }
    }

    private static boolean isAllowed(KnownApiKey known, String address) {
        boolean allowed = known.allows(address);
        if (!allowed) {
            LOG.warning(() -> "API key " + known.prefix() + " was used from " + address + ", which it is not for");
        }
        return allowed;
    }

    private static Caller caller(KnownApiKey known) {
        String name = "key:" + known.prefix();
        return new Caller(
                known.createdBy(),
                name,
                known.tenantId(),
                known.permissions(),
                Map.of(
                        "sub",
                        known.createdBy().toString(),
                        "upn",
                        name,
                        Caller.KEY_ID,
                        known.id().toString()));
    }
}
