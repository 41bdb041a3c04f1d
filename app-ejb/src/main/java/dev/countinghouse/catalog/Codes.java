package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of codes that a request names other things by. */
final class Codes {

    private Codes() {}

    /** What is wrong with a list: codes that name nothing that can be used, and those that are there twice. */
    static List<FieldError> errors(String field, List<String> codes, Set<String> usable) {
        FieldErrors errors = new FieldErrors();
        check(errors, field, codes, usable);
        return errors.all();
    }

    /** The same, noted with other errors. */
    static void check(FieldErrors errors, String field, List<String> codes, Set<String> usable) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            String code = codes.get(i);
            String path = field + "[" + i + "]";
            boolean known = usable.contains(code);
            errors.require(known, path, "unknown", "is no code of something that can be used");
            errors.require(!known || seen.add(code), path, "duplicate", "is in the list already");
        }
    }
}
