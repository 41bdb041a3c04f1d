package dev.countinghouse.documents;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What keeps a document from being an e-invoice: all of it, to be told at once. */
final class EInvoiceGaps {

    private final List<FieldError> errors = new ArrayList<>();
    private final EInvoice.Profile profile;

    EInvoiceGaps(EInvoice.Profile profile) {
        this.profile = profile;
    }

    /** The value as it can be written, or a gap. */
    String required(String field, @Nullable String value) {
        String text = Printable.text(value);
        if (text.isEmpty()) {
            add(field, "required", "is needed " + profile.where());
        }
        return text;
    }

    void add(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    /** @throws BillingException when there are any */
    void refuse() {
        if (!errors.isEmpty()) {
            throw new BillingException(
                    ProblemType.E_INVOICE_INCOMPLETE,
                    errors.stream()
                            .map(error -> error.field() + " " + error.message())
                            .collect(Collectors.joining("; ")),
                    errors);
        }
    }
}
