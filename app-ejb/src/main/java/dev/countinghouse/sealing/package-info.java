/**
 * Secrets at rest. Owns: the installation's master key and how it seals. Does not own: what is sealed. Holds always: a sealed
 * secret opens under the name it was sealed with and no other.
 */
@NullMarked
package dev.countinghouse.sealing;

import org.jspecify.annotations.NullMarked;
