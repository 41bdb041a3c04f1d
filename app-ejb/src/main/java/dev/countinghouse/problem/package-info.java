/** Refusals. Owns: their names and texts. Does not own: how they look on the wire. Holds always: a code never changes. */
package dev.countinghouse.problem;
