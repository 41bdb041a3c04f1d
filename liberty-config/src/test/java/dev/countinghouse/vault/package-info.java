/** One tenant's life, over a real database. */
@NullMarked
package dev.countinghouse.vault;

import org.jspecify.annotations.NullMarked;
