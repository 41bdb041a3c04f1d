/**
 * Webhooks: events of a tenant, sent to where it wants them (Standard Webhooks 1.0.0). Owns: endpoints, their secrets, deliveries
 * with their retries. Does not own: events, nor which there are. Holds always: an event that an endpoint wants is delivered to it at
 * least once under the event's id, or is a dead letter that can be seen; events of one subject go one after the other; no endpoint
 * waits for another, and billing for none.
 */
@NullMarked
package dev.countinghouse.webhooks;

import org.jspecify.annotations.NullMarked;
