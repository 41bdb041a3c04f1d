/** Tests of the double of Stripe, through stripe-java. */
@NullMarked
package dev.countinghouse.stripedouble;

import org.jspecify.annotations.NullMarked;
