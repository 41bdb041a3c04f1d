/**
 * Calls that leave the house. Owns: which addresses may be called when somebody else names them. Does not own: what is sent.
 * Holds always: nothing inside is reached by an address that a tenant names.
 */
@NullMarked
package dev.countinghouse.network;

import org.jspecify.annotations.NullMarked;
