package dev.countinghouse.documents;

import java.time.Instant;

/**
 * A page ready to be laid out.
 *
 * @param xhtml well-formed
 * @param logo the one address that it may load, a {@code data:} one; empty for none
 * @param at when the document says that it was made
 */
record PrintedPage(String xhtml, String logo, String title, String author, Instant at) {}
