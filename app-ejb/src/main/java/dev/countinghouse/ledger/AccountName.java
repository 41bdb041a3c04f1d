package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;

/**
 * What an account is to be called in the tenant's own books.
 *
 * @param number 1 to 32 characters
 * @param name 1 to 120 characters
 */
public record AccountName(Account account, String number, String name) {}
