package dev.countinghouse.invoicing;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.tax.domain.TaxTreatment;

/** Treatments are written in lower case. */
class TaxTreatmentText extends LowerCaseEnum<TaxTreatment> {

    TaxTreatmentText() {
        super(TaxTreatment.class);
    }
}
