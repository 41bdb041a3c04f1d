package dev.countinghouse.stripedouble;

import java.util.List;

/**
 * One request as an operation sees it.
 *
 * @param ids what the path names, in its order
 * @param base address of the double, for links to its pages
 */
record Call(Unit unit, Params params, List<String> ids, String base) {
    /** What the path names first. */
    String id() {
        return ids.getFirst();
    }
}
