package dev.countinghouse.catalog;

import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was written
 * @param items everything that the document names, in its order
 */
public record CatalogImportResult(boolean dryRun, List<Item> items) {

    /** What becomes of one thing. */
    public enum Action {
        /** It was not there. */
        CREATED,
        /** It is different in what may change, or, a plan of other terms, has a new version. */
        CHANGED,
        /** It was there as the document says. */
        UNCHANGED
    }

    /**
     * One thing.
     *
     * @param type {@code billable_metric}, {@code tax_rate}, {@code feature}, {@code plan}, {@code add_on} or {@code coupon}
     */
    public record Item(String type, String code, Action action) {}
}
