package dev.countinghouse.migrations;

import java.util.UUID;

/**
 * A tenant that has another version than the program's.
 *
 * @param version what it has
 * @param bytes about how large it is
 */
record DueTenant(UUID id, String slug, String schema, String version, boolean sandbox, long bytes) {}
