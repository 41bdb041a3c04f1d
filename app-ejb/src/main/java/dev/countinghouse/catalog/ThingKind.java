package dev.countinghouse.catalog;

/**
 * A kind of things of the catalog.
 *
 * @param name in events, in the audit log and as the type of metadata
 * @param <T> its entity
 */
record ThingKind<T extends CatalogThing<?>>(Class<T> entity, String name) {

    /** What a person calls one. */
    String title() {
        return name.replace('_', ' ');
    }
}
