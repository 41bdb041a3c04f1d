/**
 * Real servers for tests: PostgreSQL and Redis from containers where a Docker engine answers, else the launcher's own; and
 * one running application for tests that go over HTTP.
 *
 * <p>Everything is started once per JVM, when first asked for, and stopped with it.
 */
@NullMarked
package dev.countinghouse.testing;

import org.jspecify.annotations.NullMarked;
