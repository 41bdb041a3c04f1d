package dev.countinghouse.ratelimit;

/**
 * How many requests somebody may send within any minute.
 *
 * @param name of the limit in the headers: {@code ip}, {@code login}, {@code user} or {@code tenant}
 * @param key under which it is counted; begins with {@code g:} or the tenant's name in braces
 * @param most at least 1
 */
public record Quota(String name, String key, int most) {}
