package dev.countinghouse.paging;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded, filtered list of entities with an {@code id}: what every repository's list is made of.
 *
 * @param <E> entity
 */
public final class Listing<E> {

    private final EntityManager entityManager;
    private final CriteriaBuilder criteria;
    private final CriteriaQuery<E> query;
    private final Root<E> root;
    private final List<Predicate> conditions = new ArrayList<>();

    private Listing(EntityManager entityManager, Class<E> type) {
        this.entityManager = entityManager;
        this.criteria = entityManager.getCriteriaBuilder();
        this.query = criteria.createQuery(type);
        this.root = query.from(type);
    }

    /** All entities of a type, to be narrowed. */
    public static <E> Listing<E> of(EntityManager entityManager, Class<E> type) {
        return new Listing<>(entityManager, type);
    }

    /** Narrows to one value of an attribute; null means any. */
    public Listing<E> where(String attribute, @Nullable Object value) {
        if (value != null) {
            conditions.add(criteria.equal(root.get(attribute), value));
        }
        return this;
    }

    /** Leaves out those with one value of an attribute. */
    public Listing<E> whereNot(String attribute, Object value) {
        conditions.add(criteria.notEqual(root.get(attribute), value));
        return this;
    }

    /** Narrows to those that have a value of an attribute, or to those that have none; null means any. */
    public Listing<E> whereGiven(String attribute, @Nullable Boolean given) {
        if (given != null) {
            conditions.add(given ? criteria.isNotNull(root.get(attribute)) : criteria.isNull(root.get(attribute)));
        }
        return this;
    }

    /** The page asked for, newest first. */
    public Page<E> page(PageRequest page, Function<E, UUID> id) {
        if (page.after() != null) {
            conditions.add(criteria.lessThan(root.get("id"), page.after()));
        }
        query.where(conditions.toArray(Predicate[]::new)).orderBy(criteria.desc(root.get("id")));
        List<E> rows =
                entityManager.createQuery(query).setMaxResults(page.limit() + 1).getResultList();
        return Page.of(rows, page, id);
    }
}
