package dev.countinghouse.customermail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** The current tenant's own words of mails. */
@ApplicationScoped
class MailTemplateRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a second one of a kind and language is refused here. */
    void add(MailTemplate template) {
        entityManager.persist(template);
        entityManager.flush();
    }

    List<MailTemplate> in(String language) {
        return entityManager
                .createQuery("SELECT t FROM MailTemplate t WHERE t.language = :language", MailTemplate.class)
                .setParameter("language", language)
                .getResultList();
    }

    Optional<MailTemplate> find(MailKind kind, String language) {
        return entityManager
                .createQuery(
                        "SELECT t FROM MailTemplate t WHERE t.kind = :kind AND t.language = :language",
                        MailTemplate.class)
                .setParameter("kind", kind)
                .setParameter("language", language)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Writes what was changed. */
    void flush() {
        entityManager.flush();
    }
}
