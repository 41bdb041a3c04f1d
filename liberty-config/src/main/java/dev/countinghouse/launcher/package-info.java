/**
 * Runs the whole installation as one command: PostgreSQL and Redis as supervised child processes, Open Liberty with the
 * application, migrations before it, the main job after it.
 *
 * <p>Owns the folder {@code .countinghouse}, the child processes and their passwords. Does not own any table (that is
 * {@code dev.countinghouse.migrations}) or any business rule. Holds always: servers listen on the loopback address only and
 * ask for a password, data survives a restart, and a killed launcher leaves nothing behind that stops the next start.
 */
@NullMarked
package dev.countinghouse.launcher;

import org.jspecify.annotations.NullMarked;
