package dev.countinghouse.customdata;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows of {@code custom_data}. */
@ApplicationScoped
class CustomDataRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** In place of what was there. */
    void put(String resourceType, UUID resourceId, String json) {
        if (RowHistory.isKept()) {
            keep(resourceType, resourceId);
        }
        entityManager
                .createNativeQuery("INSERT INTO custom_data (resource_type, resource_id, data)"
                        + " VALUES (:type, :id, CAST(:data AS jsonb))"
                        + " ON CONFLICT (resource_type, resource_id) DO UPDATE SET data = excluded.data")
                .setParameter("type", resourceType)
                .setParameter("id", resourceId)
                .setParameter("data", json)
                .executeUpdate();
    }

    void remove(String resourceType, UUID resourceId) {
        if (RowHistory.isKept()) {
            keep(resourceType, resourceId);
        }
        entityManager
                .createNativeQuery("DELETE FROM custom_data WHERE resource_type = :type AND resource_id = :id")
                .setParameter("type", resourceType)
                .setParameter("id", resourceId)
                .executeUpdate();
    }

    private void keep(String resourceType, UUID resourceId) {
        entityManager
                .createNativeQuery(RowHistory.KEEP + "'custom_data', d.xmin, to_jsonb(d) FROM custom_data d"
                        + " WHERE d.resource_type = :type AND d.resource_id = :id FOR NO KEY UPDATE")
                .setParameter("type", resourceType)
                .setParameter("id", resourceId)
                .executeUpdate();
    }

    Map<UUID, Map<String, Object>> get(String resourceType, Collection<UUID> resourceIds) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT resource_id, CAST(data AS text) AS data FROM custom_data"
                                + " WHERE resource_type = :type AND resource_id = ANY (:ids)",
                        Tuple.class)
                .setParameter("type", resourceType)
                .setParameter("ids", resourceIds.toArray(UUID[]::new))
                .getResultList();
        Map<UUID, Map<String, Object>> found = new HashMap<>();
        rows.forEach(
                row -> found.put(row.get("resource_id", UUID.class), Json.readObject(row.get("data", String.class))));
        return found;
    }
}
