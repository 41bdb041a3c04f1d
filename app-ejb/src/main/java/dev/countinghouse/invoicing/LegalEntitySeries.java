package dev.countinghouse.invoicing;

import dev.countinghouse.legalentity.LegalEntityMade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Gives each new legal entity its series of numbers, in the transaction that makes it. */
@ApplicationScoped
class LegalEntitySeries {

    @Inject
    NumberSeriesRepository numbers;

    /** Refused by the database when invoices or credit notes of somebody else are numbered by the prefix. */
    void on(@Observes LegalEntityMade made) {
        numbers.begin(made.code(), made.numberPrefix());
    }
}
