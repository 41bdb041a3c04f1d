package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one request reads and changes of its account. Objects it hands out are copies; whatever of them differs at the end is
 * kept together, or, when the request is refused, not at all.
 */
final class Unit {
    private final Account account;
    private final Ids ids;
    private final long now;
    private final Map<String, ObjectNode> touched = new LinkedHashMap<>();
    private final SequencedSet<String> made = new LinkedHashSet<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private final List<String> deliveries = new ArrayList<>();
    private @Nullable String requestId;
    private @Nullable String idempotencyKey;

    Unit(Account account, Ids ids) {
        this.account = account;
        this.ids = ids;
        this.now = account.now().getEpochSecond();
    }

    /** Whose request this is; events tell it. */
    Unit of(@Nullable String request, @Nullable String key) {
        requestId = request;
        idempotencyKey = key;
        return this;
    }

    /** Seconds since 1970 on the account's clock. */
    long now() {
        return now;
    }

    Account account() {
        return account;
    }

    String newId(String prefix) {
        return ids.next(account, prefix);
    }

    /** A new object in its first state. */
    ObjectNode create(String kind, String prefix) {
        ObjectNode object = Templates.of(kind);
        object.put("id", newId(prefix));
        if (object.has("created")) {
            object.put("created", now);
        }
        return keep(object);
    }

    private ObjectNode keep(ObjectNode object) {
        String id = object.path("id").asText();
        touched.put(id, object);
        made.add(id);
        return object;
    }

    @Nullable
    ObjectNode find(String id) {
        if (deleted.contains(id)) {
            return null;
        }
        ObjectNode mine = touched.get(id);
        if (mine != null) {
            return mine;
        }
        ObjectNode kept = account.object(id);
        if (kept == null) {
            return null;
        }
        ObjectNode copy = kept.deepCopy();
        touched.put(id, copy);
        return copy;
    }

    /** The object that a parameter names. */
    ObjectNode get(String kind, String id, String param) {
        ObjectNode object = find(id);
        if (object == null || !kind.equals(object.path("object").asText())) {
            throw StripeError.noSuch(kind.substring(kind.indexOf('.') + 1), id, param);
        }
        return object;
    }

    /** An object that must be there because another one names it. */
    ObjectNode linked(JsonNode id) {
        ObjectNode object = find(id.asText());
        if (object == null) {
            throw new IllegalStateException("Nothing is kept under " + id.asText());
        }
        return object;
    }

    /** What the double knows of an object besides what it shows. */
    ObjectNode hidden(String id) {
        String key = Account.HIDDEN + id;
        ObjectNode known = find(key);
        if (known != null) {
            return known;
        }
        ObjectNode fresh = Templates.JSON.createObjectNode();
        return keep(fresh.put("id", key).put("object", Account.HIDDEN));
    }

    void delete(String id) {
        deleted.add(id);
        deleted.add(Account.HIDDEN + id);
        touched.remove(id);
        touched.remove(Account.HIDDEN + id);
        made.remove(id);
    }

    /** All objects of a kind, the newest first; to be read only. */
    List<ObjectNode> all(String kind) {
        List<ObjectNode> all = new ArrayList<>();
        for (String id : made.reversed()) {
            ObjectNode object = touched.get(id);
            if (object != null
                    && account.object(id) == null
                    && kind.equals(object.path("object").asText())) {
                all.add(object);
            }
        }
        for (String id : account.ids(kind).reversed()) {
            ObjectNode object = touched.containsKey(id) ? touched.get(id) : account.object(id);
            if (object != null && !deleted.contains(id)) {
                all.add(object);
            }
        }
        return all;
    }

    /** Records that something happened, for the list of events and for the webhook endpoints that want to know. */
    void event(String type, ObjectNode object) {
        event(type, object, null);
    }

    /** The same with the values that the object's changed fields had before. */
    void event(String type, ObjectNode object, @Nullable ObjectNode previous) {
        ObjectNode event = create("event", "evt");
        event.put("type", type).put("api_version", StripeDouble.API_VERSION);
        ObjectNode data = event.putObject("data");
        data.set("object", object.deepCopy());
        if (previous != null) {
            data.set("previous_attributes", previous);
        }
        event.putObject("request").put("id", requestId).put("idempotency_key", idempotencyKey);
        int wanted = 0;
        for (ObjectNode endpoint : all("webhook_endpoint")) {
            if (WebhookEndpoints.wants(endpoint, type)) {
                deliveries.add(newDelivery(event, endpoint));
                wanted++;
            }
        }
        event.put("pending_webhooks", wanted);
    }

    private String newDelivery(ObjectNode event, ObjectNode endpoint) {
        ObjectNode delivery = Templates.JSON.createObjectNode();
        delivery.put("id", newId("~dlv")).put("object", Webhooks.DELIVERY).put("attempts", 0);
        delivery.put("event", event.path("id").asText());
        delivery.put("endpoint", endpoint.path("id").asText());
        return keep(delivery).path("id").asText();
    }

    /** What the account is to keep; the same account must not have changed meanwhile. */
    Change change() {
        List<ObjectNode> changed = touched.values().stream()
                .filter(object ->
                        !object.equals(account.object(object.path("id").asText())))
                .toList();
        List<String> removed =
                deleted.stream().filter(id -> account.object(id) != null).toList();
        return new Change(changed, removed, List.copyOf(deliveries));
    }

    /**
     * The difference that a request makes.
     *
     * @param objects new state of what it made or changed
     * @param removed ids of what it deleted
     * @param deliveries ids of the webhooks to send
     */
    record Change(List<ObjectNode> objects, List<String> removed, List<String> deliveries) {}
}
