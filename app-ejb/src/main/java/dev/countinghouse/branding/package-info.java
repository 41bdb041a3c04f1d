/**
 * How the console looks at this installation. Owns: the file that says so, and what may stand in it. Does not own: what the
 * console makes of it. Holds always: nothing is served of it that was not checked, and a server whose file is wrong does not
 * start.
 */
@NullMarked
package dev.countinghouse.branding;

import org.jspecify.annotations.NullMarked;
