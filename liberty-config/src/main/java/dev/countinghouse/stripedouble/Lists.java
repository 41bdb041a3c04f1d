package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Lists as Stripe pages them: the newest first, from a cursor on. */
final class Lists {
    private static final long LIMIT_DEFAULT = 10;
    private static final long LIMIT_MAX = 100;

    private Lists() {}

    /** Keeps what has the value of each named parameter in the field of the same name, and was created in the asked span. */
    static ObjectNode page(Call call, String kind, String url, List<String> filters) {
        Predicate<ObjectNode> wanted = created(call);
        for (String filter : filters) {
            String value = call.params().filled(filter);
            if (value != null) {
                wanted = wanted.and(object -> value.equals(object.path(filter).asText()));
            }
        }
        return page(call, call.unit().all(kind), url, wanted);
    }

    /** Those created in the span that the parameter {@code created} names. */
    static Predicate<ObjectNode> created(Call call) {
        if (!call.params().has("created")) {
            return object -> true;
        }
        Params span = call.params().object("created");
        long from = Math.max(span.number("gte", Long.MIN_VALUE), 1 + span.number("gt", Long.MIN_VALUE));
        long to = Math.min(span.number("lte", Long.MAX_VALUE), span.number("lt", Long.MAX_VALUE) - 1);
        return object -> {
            long at = object.path("created").asLong();
            return from <= at && at <= to;
        };
    }

    /** The page of those that are wanted. */
    static ObjectNode page(Call call, List<ObjectNode> newestFirst, String url, Predicate<ObjectNode> wanted) {
        Params params = call.params();
        long limit = params.number("limit", LIMIT_DEFAULT);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw StripeError.invalidParam("limit", "Invalid limit: must be between 1 and 100");
        }
        String after = params.filled("starting_after");
        String before = params.filled("ending_before");
        if (after != null && before != null) {
            throw StripeError.invalid("You can't pass both starting_after and ending_before");
        }
        params.done();
        List<ObjectNode> all = newestFirst.stream().filter(wanted).toList();
        if (before != null) {
            List<ObjectNode> newer = new ArrayList<>(all.subList(0, indexOf(all, before, "ending_before")));
            Collections.reverse(newer);
            List<ObjectNode> page = new ArrayList<>(firstOf(newer, limit));
            Collections.reverse(page);
            return list(page, url, newer.size() > limit);
        }
        List<ObjectNode> older =
                after == null ? all : all.subList(indexOf(all, after, "starting_after") + 1, all.size());
        return list(firstOf(older, limit), url, older.size() > limit);
    }

    private static List<ObjectNode> firstOf(List<ObjectNode> all, long limit) {
        return all.subList(0, (int) Math.min(limit, all.size()));
    }

    private static int indexOf(List<ObjectNode> all, String id, String param) {
        for (int i = 0; i < all.size(); i++) {
            if (id.equals(all.get(i).path("id").asText())) {
                return i;
            }
        }
        throw StripeError.noSuch("object", id, param);
    }

    static ObjectNode list(List<ObjectNode> page, String url, boolean more) {
        ObjectNode list = Templates.JSON.createObjectNode();
        list.put("object", "list");
        ArrayNode data = list.putArray("data");
        page.forEach(object -> data.add(object.deepCopy()));
        return list.put("has_more", more).put("url", url);
    }
}
