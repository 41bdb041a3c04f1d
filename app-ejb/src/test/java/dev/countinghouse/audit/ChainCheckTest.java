package dev.countinghouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainCheckTest {

    private static final Actor ANNA =
            new Actor(Actor.Kind.USER, "u1", "anna@acme.example", "owner", null, "192.0.2.1", "r1", null);

    private static AuditEntry entry(int number, String after) {
        return new AuditEntry(
                new UUID(number, 0),
                Instant.ofEpochSecond(number),
                ANNA,
                "plan.create",
                "plan",
                "p" + number,
                null,
                after,
                null);
    }

    private static List<SealedEntry> chain() {
        List<SealedEntry> links = new ArrayList<>();
        Seal last = Seal.NONE;
        for (int i = 1; i <= 4; i++) {
            AuditEntry entry = entry(i, "{}");
            last = last.next(entry);
            links.add(new SealedEntry(last, entry));
        }
        return links;
    }

    private static AuditVerification check(List<SealedEntry> links) {
        ChainCheck check = new ChainCheck();
        check.goesOn(links.subList(0, Math.min(2, links.size())));
        if (check.result(0).valid() && links.size() > 2) {
            check.goesOn(links.subList(2, links.size()));
        }
        return check.result(0);
    }

    @Test
    void aChainThatNobodyTouchedHolds() {
        AuditVerification found = check(chain());
        assertThat(found.valid()).isTrue();
        assertThat(found.sealed()).isEqualTo(4);
        assertThat(found.headHash()).isEqualTo(chain().getLast().seal().hash());
        assertThat(check(List.of()).headHash()).isEqualTo("0".repeat(64));
    }

    @Test
    void aChangedEntryIsNamed() {
        List<SealedEntry> links = chain();
        links.set(2, new SealedEntry(links.get(2).seal(), entry(3, "{\"x\":1}")));
        AuditVerification found = check(links);
        assertThat(found.valid()).isFalse();
        assertThat(found.firstBroken()).isEqualTo(new AuditVerification.Broken(3, new UUID(3, 0), "entry"));
        assertThat(found.sealed()).isEqualTo(2);
    }

    @Test
    void aChangedEntryWithANewSealBreaksTheChainBehindIt() {
        List<SealedEntry> links = chain();
        AuditEntry forged = entry(2, "{\"x\":1}");
        links.set(1, new SealedEntry(links.get(0).seal().next(forged), forged));
        assertThat(check(links).firstBroken()).isEqualTo(new AuditVerification.Broken(3, new UUID(3, 0), "chain"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMissingLinkIsNamed(int index) {
        List<SealedEntry> links = chain();
        links.remove(index);
        assertThat(check(links).firstBroken()).isEqualTo(new AuditVerification.Broken(index + 1, null, "missing"));
    }

    @Test
    void noFieldLendsTextToItsNeighbour() {
        AuditEntry one = new AuditEntry(new UUID(1, 0), Instant.EPOCH, ANNA, "a.b", "a", "x", "1", null, null);
        AuditEntry other = new AuditEntry(new UUID(1, 0), Instant.EPOCH, ANNA, "a.b", "a", "x", null, "1", null);
        assertThat(AuditChain.hash("", 1, one)).isNotEqualTo(AuditChain.hash("", 1, other));
    }

    @Test
    void whatIsADayOlderThanTheLastSealIsNotLookedAt() {
        UUID last = UUID.fromString("01980000-0000-7000-8000-000000000001");
        UUID floor = AuditSealRun.floor(last);
        assertThat(floor.getMostSignificantBits() >>> 16).isEqualTo(0x01980000_0000L - 86_400_000L);
        assertThat(AuditSealRun.floor(Seal.NONE.entryId())).isEqualTo(new UUID(0, 0));
    }
}
