package dev.countinghouse.platform;

import java.nio.file.Path;

/**
 * An archive's file on its way to a client.
 *
 * @param name for the client's disk
 */
public record ArchiveDownload(Path file, String name, ArchiveView archive) {}
