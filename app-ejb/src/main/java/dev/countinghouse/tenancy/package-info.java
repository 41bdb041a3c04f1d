/**
 * Who a transaction works for. Owns: the scope of the thread, entering it in the database, the registry of tenants. Does
 * not own: how a tenant is made or who may act for it. Holds always: no connection without a transaction and a scope; one
 * scope in a transaction; names of schemas come from the registry; {@code public} is in no search path.
 */
package dev.countinghouse.tenancy;
