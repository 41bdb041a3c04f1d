package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts objects in the place of their ids where {@code expand[]} asks for it, and lists that are shown only when asked for. */
final class Expansion {
    private static final int DEPTH_MAX = 4;

    private final Unit unit;

    Expansion(Unit unit) {
        this.unit = unit;
    }

    /** Changes the answer, which must be a copy. */
    void apply(ObjectNode answer, List<String> paths) {
        for (String path : paths) {
            List<String> steps = List.of(path.split("\\."));
            if (steps.size() > DEPTH_MAX) {
                throw StripeError.invalidParam(
                        "expand", "You cannot expand more than 4 levels of a property (" + path + ")");
            }
            expand(answer, steps, path);
        }
    }

    private void expand(ObjectNode node, List<String> steps, String path) {
        String field = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        JsonNode value = shownOnDemand(node, field);
        if (value == null) {
            value = node.get(field);
        } else {
            node.set(field, value);
        }
        if (value == null) {
            throw StripeError.invalidParam("expand", "This property cannot be expanded (%s).".formatted(path));
        }
        if (value instanceof ArrayNode elements) {
            expandElements(elements, rest, path);
        } else if (value.isTextual()) {
            ObjectNode object = object(value.asText(), path);
            node.set(field, object);
            expandRest(object, rest, path);
        } else if (value instanceof ObjectNode object) {
            expandRest(object, rest, path);
        }
    }

    private void expandElements(ArrayNode elements, List<String> rest, String path) {
        List<JsonNode> expanded = new ArrayList<>();
        for (JsonNode element : elements) {
            ObjectNode object = element instanceof ObjectNode known ? known : object(element.asText(), path);
            expandRest(object, rest, path);
            expanded.add(object);
        }
        elements.removeAll().addAll(expanded);
    }

    private void expandRest(ObjectNode object, List<String> rest, String path) {
        if (!rest.isEmpty()) {
            expand(object, rest, path);
        }
    }

    private ObjectNode object(String id, String path) {
        ObjectNode object = unit.find(id);
        if (object == null || Account.HIDDEN.equals(object.path("object").asText())) {
            throw StripeError.invalidParam("expand", "This property cannot be expanded (%s).".formatted(path));
        }
        return object.deepCopy();
    }

    private @Nullable JsonNode shownOnDemand(ObjectNode node, String field) {
        String id = node.path("id").asText();
        return switch (node.path("object").asText() + "." + field) {
            case "charge.refunds" -> whole("refund", "charge", id, "/v1/charges/%s/refunds".formatted(id));
            case "invoice.payments" -> whole("invoice_payment", "invoice", id, "/v1/invoice_payments");
            case "customer.subscriptions" ->
                whole("subscription", "customer", id, "/v1/customers/%s/subscriptions".formatted(id));
            case "checkout.session.line_items" -> CheckoutSessions.lineItems(unit, node);
            case "invoice.confirmation_secret" -> Invoices.confirmationSecret(unit, node);
            default -> null;
        };
    }

    private ObjectNode whole(String kind, String field, String id, String url) {
        List<ObjectNode> all = unit.all(kind).stream()
                .filter(object -> Events.is(object, field, id))
                .toList();
        return Lists.list(all, url, false);
    }

    /** The paths, and nothing else, of {@code expand[]}. */
    static List<String> paths(ObjectNode parameters) {
        JsonNode expand = parameters.remove("expand");
        List<String> paths = new ArrayList<>();
        if (expand != null) {
            for (Map.Entry<String, JsonNode> path : expand.properties()) {
                paths.add(path.getValue().asText());
            }
        }
        return paths;
    }
}
