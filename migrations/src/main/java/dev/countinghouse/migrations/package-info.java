/**
 * The database: its roles, the changelogs of {@code public} and of one tenant, and the runner for all tenants.
 *
 * <p>Owns DDL, grants and row policies. Does not own any business rule or any running query. Holds always: nothing but
 * {@code ch_owner} owns a table, and a tenant made from the template equals a tenant that was migrated.
 */
@NullMarked
package dev.countinghouse.migrations;

import org.jspecify.annotations.NullMarked;
