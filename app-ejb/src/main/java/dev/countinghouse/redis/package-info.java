/**
 * Redis. Owns: the connection and every key. Holds always: keys begin with {@code g:} or <code>{tenant_…}:</code>; nothing is
 * kept here alone; a call waits at most 50 ms.
 */
package dev.countinghouse.redis;
