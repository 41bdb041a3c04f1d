package dev.countinghouse.customdata;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The metadata that clients attach to resources: up to 50 keys of short text, kept in {@code custom_data}. */
@ApplicationScoped
public class CustomData {

    private static final int KEYS_MAX = 50;
    private static final int KEY_LENGTH_MAX = 40;
    private static final int VALUE_LENGTH_MAX = 500;

    @Inject
    CustomDataRepository data;

    /**
     * Stores the metadata of a resource in place of what was there; null leaves it as it is.
     *
     * @throws BillingException when there are too many keys or one is too long
     */
    public void put(String resourceType, UUID resourceId, @Nullable Map<String, String> metadata) {
        if (metadata == null) {
            return;
        }
        requireBounds(metadata);
        data.put(resourceType, resourceId, Json.write(metadata));
    }

    /**
     * Stores the metadata of a resource that was just made.
     *
     * @return as it is read from now on; empty for null
     * @throws BillingException as {@link #put}
     */
    public Map<String, Object> putNew(String resourceType, UUID resourceId, @Nullable Map<String, String> metadata) {
        put(resourceType, resourceId, metadata);
        return metadata == null ? Map.of() : get(resourceType, resourceId);
    }

    /** Takes the metadata of a resource away that is no more. */
    public void remove(String resourceType, UUID resourceId) {
        data.remove(resourceType, resourceId);
    }

    /** The metadata of one resource, empty when it has none. */
    public Map<String, Object> get(String resourceType, UUID resourceId) {
        return getAll(resourceType, List.of(resourceId)).getOrDefault(resourceId, Map.of());
    }

    /** The metadata of many resources, in one question; those without are absent. */
    public Map<UUID, Map<String, Object>> getAll(String resourceType, Collection<UUID> resourceIds) {
        return resourceIds.isEmpty() ? Map.of() : data.get(resourceType, resourceIds);
    }

    private static void requireBounds(Map<String, String> metadata) {
        if (metadata.size() > KEYS_MAX) {
            throw BillingException.invalid("metadata", "too_many", "has more than " + KEYS_MAX + " keys");
        }
        metadata.forEach((key, value) -> {
            if (key.isBlank() || key.length() > KEY_LENGTH_MAX || !Json.isStorable(key)) {
                throw BillingException.invalid("metadata", "key", "has a key that is not 1 to 40 characters of text");
            }
            if (value == null || value.length() > VALUE_LENGTH_MAX) {
                throw BillingException.invalid("metadata." + key, "too_long", "must be text of at most 500 characters");
            }
        });
    }
}
