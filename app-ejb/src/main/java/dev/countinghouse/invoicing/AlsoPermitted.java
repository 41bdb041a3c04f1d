package dev.countinghouse.invoicing;

import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.util.List;

/** Asks for permissions besides the one of the operation, where its answer tells of more than one thing. */
final class AlsoPermitted {

    private AlsoPermitted() {}

    static void require(String... permissions) {
        if (!CurrentCaller.require().permissions().containsAll(List.of(permissions))) {
            throw new BillingException(
                    ProblemType.FORBIDDEN, "This also takes the permissions " + String.join(", ", permissions));
        }
    }
}
