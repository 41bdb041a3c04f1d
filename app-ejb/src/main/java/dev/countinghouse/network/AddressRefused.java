package dev.countinghouse.network;

import org.jspecify.annotations.Nullable;

/** An address that is not called. */
public class AddressRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private AddressRefused(String what, boolean unknown, @Nullable Throwable cause) {
        super(what, cause);
        this.unknown = unknown;
    }

    /** @param what is wrong with it: a predicate such as {@code names no host} */
    static AddressRefused because(String what) {
        return new AddressRefused(what, false, null);
    }

    static AddressRefused because(String what, Throwable cause) {
        return new AddressRefused(what, false, cause);
    }

    /** Nobody knows the host, or nobody told in time: it may be another time. */
    static AddressRefused unknown(String host, Throwable cause) {
        return new AddressRefused("leads to no host " + host, true, cause);
    }

    /** Whether it is not refused for what it is, but its host was not found now. */
    public boolean isUnknown() {
        return unknown;
    }

    /** What is wrong with it: a predicate such as {@code names no host}. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
