package dev.countinghouse.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The newest mails of an installation that sends none: a list that forgets what is old. */
@ApplicationScoped
public class DevMailbox {

    private static final String KEY = "g:dev:mailbox";
    private static final int KEPT_MAX = 200;
    private static final long KEPT_SECONDS = Duration.ofDays(1).toSeconds();

    @Inject
    Redis redis;

    /** Adds a mail as JSON; false when Redis cannot take it. */
    public boolean add(String mail) {
        return redis.ask(client -> {
                    client.lpush(KEY, mail);
                    client.ltrim(KEY, 0, KEPT_MAX - 1L);
                    return client.expire(KEY, KEPT_SECONDS);
                })
                .isPresent();
    }

    /** The mails as they were added, newest first; empty when Redis does not answer. */
    public Optional<List<String>> all() {
        return redis.ask(client -> client.lrange(KEY, 0, -1));
    }
}
