/** The rules of webhooks apart from any database: what is a delivery, and when one is tried again. */
@NullMarked
package dev.countinghouse.webhooks.domain;

import org.jspecify.annotations.NullMarked;
