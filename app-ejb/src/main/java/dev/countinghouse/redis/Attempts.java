package dev.countinghouse.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Counts attempts that all servers share, and makes those wait who had too many. */
@ApplicationScoped
public class Attempts {

    private static final String SCRIPT = """
            local wait = redis.call('PTTL', KEYS[2])
            if wait > 0 then return wait end
            local count = redis.call('INCR', KEYS[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            local free = tonumber(ARGV[1])
            if count >= free then
                local pause = math.min(1000 * 2 ^ math.min(count - free, 20), tonumber(ARGV[2]))
                redis.call('SET', KEYS[2], '1', 'PX', string.format('%d', pause))
            end
            return 0""";

    @Inject
    Redis redis;

    /**
     * Counts an attempt, unless it is to wait.
     *
     * @param name what is counted
     * @param free so many are let through at once; each later one has to wait twice as long, from a second on
     * @param millis how long is the longest wait, and how long a count is remembered
     * @return milliseconds to wait; 0 when it may go on; empty when Redis does not answer
     */
    public Optional<Long> count(String name, int free, long millis) {
        return redis.ask(client -> (Long) client.eval(
                SCRIPT, List.of(counter(name), pause(name)), List.of(Integer.toString(free), Long.toString(millis))));
    }

    /** Forgets what was counted; nothing when Redis does not answer: it forgets by itself. */
    public void forget(String name) {
        redis.ask(client -> client.del(counter(name), pause(name)));
    }

    private static String counter(String name) {
        return "g:attempts:{" + name + "}:count";
    }

    private static String pause(String name) {
        return "g:attempts:{" + name + "}:pause";
    }
}
