/** Rows as they were before each change: with them a backup is carried on to any later moment. */
@NullMarked
package dev.countinghouse.history;

import org.jspecify.annotations.NullMarked;
