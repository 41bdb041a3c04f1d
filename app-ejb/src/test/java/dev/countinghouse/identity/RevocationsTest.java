package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.redis.RevokedTokens;
import dev.countinghouse.tenancy.RegistryMemory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final UUID TOKEN = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID TENANT = UUID.fromString("01980000-0000-7000-8000-000000000002");

    private static final UUID SESSION = UUID.fromString("01980000-0000-7000-8000-000000000003");

    private final MovableClock clock = new MovableClock();
    private final Table table = new Table();
    private final Copy copy = new Copy();
    private final RegistryMemory registry = new RegistryMemory();
    private final Revocations revocations = revocations();
    private final Revocations anotherServers = revocations();

    @Test
    void aWholeCopyAnswersAlone() {
        copy.standing = RevokedTokens.Standing.GOOD;
        assertThat(revocations.isRevoked(TOKEN, SESSION)).isFalse();
        copy.standing = RevokedTokens.Standing.REVOKED;
        assertThat(revocations.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(table.asked).isZero();
    }

    @Test
    void withoutAWholeCopyTheTableAnswersAndTheCopyIsMadeAgain() {
        Instant until = clock.instant().plusSeconds(60);
        revocations.revoke(TOKEN, TENANT, until);
        copy.standing = RevokedTokens.Standing.UNKNOWN;
        assertThat(revocations.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(revocations.isRevoked(TENANT, TENANT)).isFalse();
        assertThat(copy.restored).containsOnly(Map.entry(TOKEN, until));
    }

    @Test
    void theTokensOfARevokedSessionAreRefusedWithIt() {
        revocations.revoke(SESSION, TENANT, clock.instant().plusSeconds(60));
        assertThat(revocations.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(revocations.isRevoked(TOKEN, TENANT)).isFalse();
    }

    @Test
    void aRevocationIsWrittenToTheTableAndToTheCopy() {
        revocations.revoke(TOKEN, TENANT, clock.instant());
        assertThat(table.revoked).containsKey(TOKEN);
        assertThat(copy.added).containsKey(TOKEN);
    }

    @Test
    void aCopyThatCouldNotBeToldOfARevocationIsBelievedByNoServerUntilItIsMadeAgain() {
        copy.standing = RevokedTokens.Standing.GOOD; // it has its marker still
        copy.answers = false;
        revocations.revoke(TOKEN, TENANT, clock.instant().plusSeconds(60));
        assertThat(revocations.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(anotherServers.isRevoked(TOKEN, SESSION)).isTrue();
        copy.answers = true;
        assertThat(anotherServers.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(copy.restored).containsKey(TOKEN);
        table.asked = 0;
        copy.standing = RevokedTokens.Standing.REVOKED;
        assertThat(anotherServers.isRevoked(TOKEN, SESSION)).isTrue();
        assertThat(table.asked).isZero();
    }

    private Revocations revocations() {
        Revocations made = new Revocations();
        made.store = table;
        made.copy = copy;
        made.clock = clock;
        made.registry = registry;
        return made;
    }

    /** The table of revoked tokens, in memory. */
    private final class Table extends RevocationStore {

        private final Map<UUID, Instant> revoked = new HashMap<>();
        private int asked;

        @Override
        public void add(UUID tokenId, UUID tenantId, Instant until) {
            revoked.put(tokenId, until);
        }

        @Override
        public void disbelieveCopy() {
            registry.forgetAll();
        }

        @Override
        public Map<UUID, Instant> unexpired(Instant now) {
            asked++;
            return Map.copyOf(revoked);
        }
    }

    /** The copy in Redis, whose standing a test decides. */
    private static final class Copy extends RevokedTokens {

        private final Map<UUID, Instant> added = new HashMap<>();
        private final Map<UUID, Instant> restored = new HashMap<>();
        private Standing standing = Standing.UNKNOWN;
        private boolean answers = true;

        @Override
        public Standing look(UUID tokenId, UUID sessionId) {
            return standing;
        }

        @Override
        public boolean add(UUID tokenId, Instant until, Instant now) {
            if (answers) {
                added.put(tokenId, until);
            }
            return answers;
        }

        @Override
        public boolean restore(Map<UUID, Instant> revoked, Instant now) {
            if (answers) {
                restored.putAll(revoked);
            }
            return answers;
        }
    }
}
