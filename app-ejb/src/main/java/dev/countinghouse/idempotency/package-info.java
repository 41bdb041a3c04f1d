/** Keyed requests. Owns: idempotency keys and the answers kept with them. Holds always: a key's effect happens once. */
package dev.countinghouse.idempotency;
