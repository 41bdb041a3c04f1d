package dev.countinghouse.identity;

import java.util.UUID;

/** A user to be made by accepting an invitation. */
public record Newcomer(UUID userId, String name, String passwordHash) {

    /** Never the hash. */
    @Override
    public String toString() {
        return "Newcomer[" + userId + "]";
    }
}
