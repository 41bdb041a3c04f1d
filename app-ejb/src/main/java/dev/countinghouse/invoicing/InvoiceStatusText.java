package dev.countinghouse.invoicing;

import dev.countinghouse.database.LowerCaseEnum;

/** Statuses are written in lower case. */
class InvoiceStatusText extends LowerCaseEnum<InvoiceStatus> {
    InvoiceStatusText() {
        super(InvoiceStatus.class);
    }
}
