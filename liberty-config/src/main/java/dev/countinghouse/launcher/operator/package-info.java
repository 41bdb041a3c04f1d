/**
 * The commands of those who run the platform: tenants, their archives and the jobs done on them. They speak to a running
 * server over its API, with an operator's key.
 */
@NullMarked
package dev.countinghouse.launcher.operator;

import org.jspecify.annotations.NullMarked;
