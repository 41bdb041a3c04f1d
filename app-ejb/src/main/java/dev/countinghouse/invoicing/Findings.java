package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a verification has found so far. Its size does not depend on how much is verified. */
public final class Findings {

    /** Differences that are named; all are counted. */
    static final int NAMED_MAX = 200;

    private static final int CORRECTED_MAX = 10_000;

    private final List<Difference> named = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> notRecomputable = new TreeMap<>();
    private final Map<UUID, Money> corrected = new HashMap<>();
    private long differences;

    /** Something is not what it must be. */
    void differs(Difference difference) {
        differences++;
        if (named.size() < NAMED_MAX) {
            named.add(difference);
        }
    }

    /** What is stored cannot be read as what it must be. */
    void unreadable(@Nullable String document, String about, Throwable why) {
        differs(new Difference(document, null, "unreadable", why.toString(), "what can be reckoned with", about));
    }

    /** A field of a line is not what it must be. */
    void differs(StoredLine line, String field, Object stored, Object computed) {
        differs(new Difference(
                line.invoice(), line.position(), field, stored.toString(), computed.toString(), "line of an invoice"));
    }

    /** The amount of a line is not what it comes to; its invoice is to be summed by what it comes to. */
    void amountDiffers(StoredLine line, Money computed) {
        differs(line, "amount", line.amount().toDecimal(), computed.toDecimal());
        if (corrected.size() < CORRECTED_MAX) {
            corrected.put(line.id(), computed);
        }
    }

    /** What a line comes to, as far as it was proved. */
    Money computed(StoredLine line) {
        return Objects.requireNonNullElse(corrected.get(line.id()), line.amount());
    }

    void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Lines were compared, and whatever differs was named. */
    void recomputed(Collection<StoredLine> lines) {
        count("recomputed_lines", lines.size());
    }

    /** Lines cannot be computed anew. */
    void notRecomputable(Collection<StoredLine> lines, String reason) {
        notRecomputable.merge(reason, (long) lines.size(), Long::sum);
    }

    long differences() {
        return differences;
    }

    List<Difference> named() {
        return List.copyOf(named);
    }

    /** What is answered. */
    Map<String, Object> result() {
        Map<String, Object> result = new TreeMap<>(counts);
        result.put("valid", differences == 0);
        result.put("not_recomputable_lines", Map.copyOf(notRecomputable));
        result.put("difference_count", differences);
        result.put("differences", named());
        return result;
    }

    /** How many lines of some reason could not be computed anew. */
    long notRecomputable(String reason) {
        @Nullable Long lines = notRecomputable.get(reason);
        return lines == null ? 0 : lines;
    }
}
