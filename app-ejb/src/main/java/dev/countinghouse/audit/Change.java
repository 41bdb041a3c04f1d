package dev.countinghouse.audit;

import dev.countinghouse.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an entry shows of a change: the fields that differ, as JSON. Secrets and what could be a customer's personal data are
 * masked before they are written, so that a customer can be erased and the chain still holds.
 */
record Change(@Nullable String before, @Nullable String after) {

    static final String MASK = "***";

    /** Whoever calls a field so means something that nobody should read in a log. */
    private static final Set<String> SECRET =
            Set.of("secret", "password", "current_password", "new_password", "token", "access_token", "refresh_token");

    /** Free text and addresses of people. */
    private static final Set<String> PERSONAL = Set.of(
            "email",
            "support_email",
            "metadata",
            "properties",
            "reference",
            "note",
            "cancel_reason",
            "requested_by",
            "phone",
            "contact_name",
            "contact_phone",
            "contact_email",
            "electronic_address",
            "from_address",
            "reply_to");

    /** Things that are people, or belong to one: their names, the names that others have for them, and where they are. */
    private static final Set<String> PEOPLE = Set.of("customer", "user", "member", "invitation", "wallet");

    private static final Set<String> OF_PEOPLE =
            Set.of("name", "external_id", "address", "vat_id", "tax_exempt_reason", "buyer_reference");

    /** Too much for a log. */
    private static final Set<String> PICTURES = Set.of("logo");

    /**
     * The difference of two views of a thing.
     *
     * @param resource the kind of thing
     */
    static Change of(String resource, @Nullable Object before, @Nullable Object after) {
        Map<String, Object> was = fields(before);
        Map<String, Object> is = fields(after);
        if (before != null && after != null) {
            Set<String> same = new TreeSet<>(was.keySet());
            same.retainAll(is.keySet());
            same.removeIf(name -> !Objects.equals(was.get(name), is.get(name)));
            was.keySet().removeAll(same);
            is.keySet().removeAll(same);
        }
        return new Change(before == null ? null : text(resource, was), after == null ? null : text(resource, is));
    }

    private static Map<String, Object> fields(@Nullable Object view) {
        return view == null ? new LinkedHashMap<>() : new LinkedHashMap<>(Json.readObject(Json.write(view)));
    }

    private static String text(String resource, Map<String, Object> fields) {
        return Json.write(masked(resource, fields));
    }

    private static Object masked(String resource, Object value) {
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            fields.forEach((name, inner) -> masked.put(
                    String.valueOf(name),
                    isHidden(resource, String.valueOf(name))
                            ? mask(inner)
                            : inner == null ? null : masked(resource, inner)));
            return masked;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(inner -> inner == null ? MASK : masked(resource, inner))
                        .toList()
                : value;
    }

    private static boolean isHidden(String resource, String name) {
        return SECRET.contains(name)
                || PERSONAL.contains(name)
                || PICTURES.contains(name)
                || (OF_PEOPLE.contains(name) && PEOPLE.contains(resource));
    }

    /** That there is something may be seen. */
    private static @Nullable Object mask(@Nullable Object value) {
        boolean nothing = value == null || (value instanceof Map<?, ?> map && map.isEmpty());
        return nothing ? value : MASK;
    }
}
