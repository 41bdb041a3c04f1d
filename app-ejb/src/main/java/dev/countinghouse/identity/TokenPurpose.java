package dev.countinghouse.identity;

import java.time.Duration;
import java.util.Locale;

/** What a token that was sent by mail is good for, and how long. */
public enum TokenPurpose {
    PASSWORD_RESET(Duration.ofMinutes(20)),
    EMAIL_VERIFICATION(Duration.ofDays(1)),
    MAGIC_LINK(Duration.ofMinutes(10));

    private final Duration life;

    TokenPurpose(Duration life) {
        this.life = life;
    }

    Duration life() {
        return life;
    }

    /** The name in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TokenPurpose of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
