/**
 * Usage. Owns: usage events, their hourly roll-up, which subscription bills which usage and how far it has. Does not own:
 * prices, periods. Holds always: an event counts once; the roll-up is a cache and never the only place of anything; what
 * came after its hour was billed is known as late.
 */
package dev.countinghouse.metering;
