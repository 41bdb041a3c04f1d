package dev.countinghouse.subscription;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.subscription.domain.PauseKind;

/** Kinds of a pause are written in lower case. */
class PauseKindText extends LowerCaseEnum<PauseKind> {

    PauseKindText() {
        super(PauseKind.class);
    }
}
