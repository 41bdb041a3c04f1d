/**
 * Mail that leaves. Owns: {@code public.mails}, the ways to send, tries and when to give up. Does not own: what is written to
 * whom. Holds always: a mail is written in the transaction of its reason and sent after it; what it says is sealed while it
 * waits and gone when it was sent; each try of one mail carries the same Message-ID.
 */
@NullMarked
package dev.countinghouse.mail;

import org.jspecify.annotations.NullMarked;
