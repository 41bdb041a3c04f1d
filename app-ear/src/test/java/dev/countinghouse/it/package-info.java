/**
 * The deployable as its clients see it: over HTTP, against real PostgreSQL and Redis. Every test makes its own tenants, so
 * tests run in any order and beside each other. What must hold for every answer is checked in {@link Api}.
 */
@NullMarked
package dev.countinghouse.it;

import org.jspecify.annotations.NullMarked;
