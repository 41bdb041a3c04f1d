/**
 * People, machines and operators. Owns: users, second factors, memberships, sessions, tokens, keys, roles and permissions. Does not own: tenants.
 * Holds always: a credential is checked on every request; a password or key is stored as a hash; nobody can give a key, a
 * role or a member more than he has himself; an active tenant has an owner.
 */
package dev.countinghouse.identity;
