package dev.countinghouse.money;

import java.util.Currency;

/** Two currencies met where one was promised. Always a defect of ours: input is refused long before. */
public class CurrencyMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CurrencyMismatchException(Currency one, Currency other) {
        super(one + " meets " + other);
    }
}
