package dev.countinghouse.ledger;

import java.util.List;
import java.util.UUID;

/**
 * Whether the ledger says what the documents say.
 *
 * @param valid whether no difference was found
 * @param transfers how many there are
 * @param differences the first ones
 */
public record LedgerVerification(boolean valid, long transfers, List<Difference> differences) {

    /**
     * Something that is not as it must be.
     *
     * @param documentId of the document, or of the entry that has none
     */
    public record Difference(Rule rule, UUID documentId) {}

    /** What must be. */
    public enum Rule {
        /**
         * An invoice posts its net to revenue, what of it is not earned yet to deferred revenue, or where it sells credits to the wallets' liability, its tax to tax payable, what is
         * applied of it from customer credit and what wallets pay of it by what was granted and what was bought, all against
         * receivable, and nothing else.
         */
        INVOICE_POSTS_ITS_TOTAL,
        /**
         * A payment posts its amount to the cash of its gateway, from receivable or from what was written off, what is too much of it to
         * customer credit, and nothing else.
         */
        PAYMENT_POSTS_ITS_AMOUNT,
        /**
         * A credit note takes its net and its tax back, what is not earned yet out of deferred revenue, what of its refund goes back by hand out of cash, the rest of it to refunds, and
         * what goes to customer credit, and nothing else.
         */
        CREDIT_NOTE_POSTS_ITS_TOTAL,
        /** An invoice that is void has taken back what it posted, and nothing else. */
        VOID_TAKES_ITS_INVOICE_BACK,
        /** What is written off is posted from receivable, and nothing else. */
        WRITE_OFF_POSTS_ITS_AMOUNT,
        /** Credits that were bought and expired are posted from the wallets' liability to breakage, and nothing else. */
        EXPIRY_POSTS_WHAT_IS_LEFT,
        /**
         * A refund posts its amount from receivable and customer credit to refunds, or to cash where it is by hand, unless a credit note
         * does; that it went out from there to cash; that it did not, back; and nothing else.
         */
        REFUND_POSTS_ITS_AMOUNT,
        /** What is receivable of an invoice is what is due of it. */
        RECEIVABLE_IS_DUE,
        /** What is to a customer's credit in the ledger is his credit balance; the id is the customer's. */
        BALANCE_IS_CUSTOMER_CREDIT,
        /**
         * What the ledger owes a customer in services is what is left of the credits that he bought, those that are not paid included;
         * the id is the customer's.
         */
        WALLET_IS_LIABILITY,
        /**
         * What days of service earned was posted from deferred revenue to revenue, as often as days were recognised; those of the last
         * month one by one, those before by months. The id is an entry's of the days, or of an invoice that earns in them.
         */
        RECOGNITION_EARNS_ITS_DAYS,
        /** Deferred revenue is what invoices have still to earn; the id is of one of them, or of an entry that posted there. */
        DEFERRED_IS_NOT_EARNED,
        /** Every entry is a document's. */
        ENTRY_HAS_ITS_DOCUMENT
    }
}
