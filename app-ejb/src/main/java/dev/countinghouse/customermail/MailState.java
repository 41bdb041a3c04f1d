package dev.countinghouse.customermail;

import dev.countinghouse.database.LowerCaseEnum;

/** Where a mail to a customer stands. */
public enum MailState {
    /** It waits to be written, or to be taken by the mail server. */
    QUEUED,
    /** The mail server took it. */
    SENT,
    /** The mail server refused it for good, or too often. */
    FAILED,
    /** It is not sent: there is nobody or nothing left to write to or about. */
    DROPPED;

    /** As the database has it. */
    static final class Text extends LowerCaseEnum<MailState> {
        Text() {
            super(MailState.class);
        }
    }
}
