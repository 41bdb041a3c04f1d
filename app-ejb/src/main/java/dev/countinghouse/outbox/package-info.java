/**
 * Events of a tenant. Owns: the outbox table. Does not own: delivery. Holds always: an event is written in the
 * transaction it tells of.
 */
package dev.countinghouse.outbox;
