/** Identifiers. Holds always: every id is a UUIDv7 made by us, never by a client. */
package dev.countinghouse.ids;
