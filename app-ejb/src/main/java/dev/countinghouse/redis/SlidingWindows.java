package dev.countinghouse.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Counts that all servers share: the moments of what was let through within the last while, by Redis' own clock, oldest at the
 * end of a list. So no span of that length ever has more than its quota, wherever it begins; what is refused is not counted.
 * What has expired is taken off one by one while it is little, and is searched for by halving when it is much.
 */
@ApplicationScoped
public class SlidingWindows {

    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local answer = {1}
            for i, key in ipairs(KEYS) do
                local expired = now - tonumber(ARGV[2 * i])
                local oldest = tonumber(redis.call('LINDEX', key, -1))
                local taken = 0
                while oldest and oldest <= expired and taken < 8 do
                    redis.call('RPOP', key)
                    oldest = tonumber(redis.call('LINDEX', key, -1))
                    taken = taken + 1
                end
                if oldest and oldest <= expired then
                    local low, high = 0, redis.call('LLEN', key) - 1
                    while low < high do
                        local middle = math.floor((low + high) / 2)
                        if tonumber(redis.call('LINDEX', key, middle)) <= expired then high = middle else low = middle + 1 end
                    end
                    if low == 0 then redis.call('DEL', key) else redis.call('LTRIM', key, 0, low - 1) end
                    oldest = tonumber(redis.call('LINDEX', key, -1))
                end
                local count = redis.call('LLEN', key)
                if count >= tonumber(ARGV[2 * i - 1]) then answer[1] = 0 end
                answer[2 * i] = count
                answer[2 * i + 1] = oldest and oldest - expired or 0
            end
            if answer[1] == 1 then
                for i, key in ipairs(KEYS) do
                    redis.call('LPUSH', key, now)
                    redis.call('PEXPIRE', key, ARGV[2 * i])
                    answer[2 * i] = answer[2 * i] + 1
                end
            end
            return answer""";

    @Inject
    Redis redis;

    private volatile String digest = "";

    /**
     * A quota within any span of so many milliseconds.
     *
     * @param key under which it is counted
     * @param quota at least 1
     */
    public record Window(String key, int quota, long millis) {}

    /**
     * What became of a request.
     *
     * @param allowed whether every window had room; then each has counted it, otherwise none has
     * @param states of the windows, in their order
     */
    public record Answer(boolean allowed, List<State> states) {}

    /**
     * A window after the request.
     *
     * @param count what is in it
     * @param freesInMillis until the oldest leaves it; 0 when there is none
     */
    public record State(int count, long freesInMillis) {}

    /** Lets a request through when all windows have room; empty when Redis does not answer. */
    public Optional<Answer> take(List<Window> windows) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (Window window : windows) {
            keys.add(window.key());
            arguments.add(String.valueOf(window.quota()));
            arguments.add(String.valueOf(window.millis()));
        }
        return redis.ask(client -> run(client, keys, arguments)).map(SlidingWindows::answer);
    }

    /** By its digest; a Redis that was restarted has forgotten the script. */
    private List<?> run(RedisClient client, List<String> keys, List<String> arguments) {
        if (!digest.isEmpty()) {
            try {
                return (List<?>) client.evalsha(digest, keys, arguments);
            } catch (JedisNoScriptException e) {
                digest = "";
            }
        }
        digest = client.scriptLoad(SCRIPT);
        return (List<?>) client.evalsha(digest, keys, arguments);
    }

    private static Answer answer(List<?> numbers) {
        List<State> states = new ArrayList<>();
        for (int i = 1; i < numbers.size(); i += 2) {
            states.add(new State((int) number(numbers, i), number(numbers, i + 1)));
        }
        return new Answer(number(numbers, 0) == 1, List.copyOf(states));
    }

    private static long number(List<?> numbers, int index) {
        return (Long) numbers.get(index);
    }
}
