/** The rules of attempts to collect a payment, apart from any gateway and any database. */
@NullMarked
package dev.countinghouse.payments.domain;

import org.jspecify.annotations.NullMarked;
