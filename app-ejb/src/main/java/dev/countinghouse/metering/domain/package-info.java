/**
 * From events to quantities. Owns: aggregation, filters and groups, rounding of quantities. Does not own: what a quantity
 * costs, where events are kept. Holds always: JDK only, exact, and no result depends on the order in which events arrived:
 * where time matters, it is the events' own, ties broken by the order of recording.
 */
package dev.countinghouse.metering.domain;
