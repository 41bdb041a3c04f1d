/** The rules of webhooks apart from any database: how one is signed, and when it is tried again. */
@NullMarked
package dev.countinghouse.webhooks.domain;

import org.jspecify.annotations.NullMarked;
