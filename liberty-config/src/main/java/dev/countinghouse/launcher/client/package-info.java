/**
 * The REST API as a client sees it, for the launcher's commands. Shares no code with the server: what it relies on is the
 * documented API alone.
 */
@NullMarked
package dev.countinghouse.launcher.client;

import org.jspecify.annotations.NullMarked;
