package dev.countinghouse.legalentity;

import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;

/** Legal entities for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class LegalEntityBook {

    @Inject
    LegalEntityRepository entities;

    /** How legal entities stand on invoices that are written now, as JSON, by their codes; unknown ones are absent. */
    public Map<String, String> sellers(Collection<String> codes) {
        return codes.isEmpty() ? Map.of() : entities.sellers(codes);
    }

    /**
     * Refuses what nobody can be billed by.
     *
     * @param field of the request that names the code
     * @throws BillingException VALIDATION_FAILED when it is unknown or archived
     */
    public void requireOpen(String field, String code) {
        if (!entities.isOpen(code)) {
            throw BillingException.invalid(field, "unknown", "is no code of a legal entity that is not archived");
        }
    }
}
