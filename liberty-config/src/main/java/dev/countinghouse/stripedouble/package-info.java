/**
 * A stateful double of Stripe for development and tests: the official SDKs talk to it over HTTP when their base address is
 * set to it. It runs in a process of its own, or inside a test, and is no part of the application.
 *
 * <p>Owns what an account at Stripe would hold (customers, cards, payments, refunds, disputes, checkout, subscriptions,
 * events, webhook endpoints), one set for each test key, in memory and in one journal file. Does not own any rule of the
 * product. Holds always: it listens on the loopback address only, sends webhooks to loopback addresses only, refuses live
 * keys, and a request has either all of its effect or none.
 */
@NullMarked
package dev.countinghouse.stripedouble;

import org.jspecify.annotations.NullMarked;
