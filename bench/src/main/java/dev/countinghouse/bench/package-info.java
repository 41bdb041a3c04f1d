/**
 * Benchmarks of the built product. Each starts servers of its own, measures, prints a table and as its last line one JSON
 * object {@code {"bench": name, "figures": {...}}}, and leaves nothing behind. What is compared is measured by turns in one
 * run, so that a busy machine slows both sides.
 */
@NullMarked
package dev.countinghouse.bench;

import org.jspecify.annotations.NullMarked;
