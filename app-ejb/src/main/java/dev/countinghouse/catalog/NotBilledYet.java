package dev.countinghouse.catalog;

import dev.countinghouse.catalog.Charge.Kind;
import dev.countinghouse.catalog.NewPlan.NewCharge;

/**
 * What a charge can say and the invoice run cannot bill. It is refused until it can, so that no plan promises what no
 * invoice holds: whoever teaches the run something takes its line away here.
 */
final class NotBilledYet {

    private final FieldErrors errors;
    private final String path;

    private NotBilledYet(FieldErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    /** Notes every field that could not be billed. */
    static void check(FieldErrors errors, String path, NewCharge charge) {
        NotBilledYet billed = new NotBilledYet(errors, path);
        billed.require(charge.kind() != Kind.USAGE || !charge.prorated(), "prorated");
    }

    private void require(boolean billed, String field) {
        errors.require(billed, path + field, "not_billed", "cannot be billed yet");
    }
}
