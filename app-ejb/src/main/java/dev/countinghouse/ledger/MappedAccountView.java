package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;

/**
 * What the tenant's own books call an account of the ledger.
 *
 * @param number there; the account's code where nothing else was said
 * @param name there
 * @param mapped whether the tenant said it
 */
public record MappedAccountView(Account account, String number, String name, boolean mapped) {

    /** One of which nothing was said. */
    static MappedAccountView unmapped(Account account) {
        String words = account.code().replace('_', ' ');
        return new MappedAccountView(
                account, account.code(), Character.toUpperCase(words.charAt(0)) + words.substring(1), false);
    }
}
