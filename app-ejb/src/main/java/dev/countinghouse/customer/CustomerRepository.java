package dev.countinghouse.customer;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers of the current tenant. */
@ApplicationScoped
class CustomerRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What a customer gets when nothing else is said. */
    record Defaults(String timeZone, String currency) {}

    /** Written at once, so that a taken external id is refused here and not at the commit. */
    void add(Customer customer) {
        entityManager.persist(customer);
        entityManager.flush();
    }

    /** Gives it a new version although no column changes: its metadata, which lies elsewhere, does. */
    void advance(Customer customer) {
        if (RowHistory.isKept()) { // such a lock is no update that a listener hears of
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'customers', c.xmin, to_jsonb(c) FROM customers c WHERE c.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", customer.id())
                    .executeUpdate();
        }
        entityManager.lock(customer, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    void flush() {
        entityManager.flush();
    }

    Optional<Customer> find(UUID id) {
        return Optional.ofNullable(entityManager.find(Customer.class, id));
    }

    Customer require(UUID id) {
        return find(id).orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No customer " + id));
    }

    Page<Customer> list(@Nullable String externalId, @Nullable String legalEntity, PageRequest page) {
        return Listing.of(entityManager, Customer.class)
                .where("externalId", externalId)
                .where("legalEntity", legalEntity)
                .page(page, Customer::id);
    }

    @SuppressWarnings("unchecked")
    List<Customer> all(List<UUID> ids) {
        return entityManager
                .createNativeQuery(
                        "SELECT id, external_id, name, email, country, time_zone, currency, address, vat_id, locale, buyer_reference,"
                                + " electronic_address, net_terms_days, grace_period_days, tax_rates,"
                                + " tax_exempt, tax_exempt_reason, legal_entity, version, created_at FROM customers WHERE id = ANY (:ids)",
                        Customer.class)
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList();
    }

    List<Tuple> idsOf(List<String> externalIds) {
        return entityManager
                .createQuery("SELECT c.externalId, c.id FROM Customer c WHERE c.externalId IN :ids", Tuple.class)
                .setParameter("ids", externalIds)
                .getResultList();
    }

    Defaults defaults() {
        Tuple row = (Tuple) entityManager
                .createNativeQuery(
                        "SELECT time_zone, CAST(currency AS text) AS currency FROM public.tenants WHERE schema_name = current_user",
                        Tuple.class)
                .getSingleResult();
        return new Defaults(row.get("time_zone", String.class), row.get("currency", String.class));
    }
}
