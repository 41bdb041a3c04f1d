/**
 * Tenants. Owns: registration, the registry row of a tenant, its test clock. Does not own: people, books. Holds always: a
 * tenant is there whole or not at all; a test clock only goes forward.
 */
package dev.countinghouse.platform;
