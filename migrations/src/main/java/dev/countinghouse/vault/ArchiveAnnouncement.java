package dev.countinghouse.vault;

/**
 * What an archive says of itself, not verified.
 *
 * @param slug of the tenant that it was taken of
 * @param kind live or sandbox
 * @param bytes that it unpacks to; no reader of the vault reads more
 */
public record ArchiveAnnouncement(String slug, String kind, String schemaVersion, long bytes) {}
