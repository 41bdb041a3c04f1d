package dev.countinghouse.tax;

import dev.countinghouse.tax.domain.VatIdRule;
import jakarta.enterprise.context.ApplicationScoped;

/** Checks format and check digits, and asks nobody: an id that holds may have been given to no one. */
@ApplicationScoped
public class OfflineVatIdCheck implements VatIdCheck {

    @Override
    public boolean isValid(String vatId, String country) {
        return VatIdRule.of(country).map(rule -> rule.holds(vatId)).orElse(false);
    }
}
