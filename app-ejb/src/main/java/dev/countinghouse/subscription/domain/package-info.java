/**
 * What happens to periods and fees when a subscription begins with a trial, changes or ends. Owns: where a period is cut,
 * what a change credits and charges. Does not own: documents and their taxes. Holds always: JDK only, exact, and the two
 * sides of a cut make the whole.
 */
package dev.countinghouse.subscription.domain;
