/**
 * The main job of {@code ./countinghouse up}: from sign-up to checked invoices, as a client of the public REST API.
 *
 * <p>Owns: what the demo sets up, the closing checks and the report. Does not own: any billing rule; nothing here shares code with the server.
 * Holds always: everything is get-or-create, so a run that was cut off is finished by starting it again.
 */
@NullMarked
package dev.countinghouse.launcher.mainjob;

import org.jspecify.annotations.NullMarked;
