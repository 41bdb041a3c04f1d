package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The form encoding in which Stripe takes parameters: {@code a[b][0][c]=d}, as a tree; an element of a list is named by its number. */
final class Form {
    private static final int DEPTH_MAX = 10;
    private static final int PARAMETERS_MAX = 2_000;

    private Form() {}

    /**
     * Reads a query string or a form.
     *
     * @throws StripeError when it is not well formed, names a value twice, or is unreasonably deep or long
     */
    static ObjectNode parse(String encoded) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (encoded.isEmpty()) {
            return tree;
        }
        String[] pairs = encoded.split("&", PARAMETERS_MAX + 1);
        if (pairs.length > PARAMETERS_MAX) {
            throw StripeError.invalid("Too many parameters");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                put(tree, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return tree;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw StripeError.invalid("Invalid form encoding");
        }
    }

    private static void put(ObjectNode tree, String name, String value) {
        List<String> keys = keys(name);
        ObjectNode at = tree;
        for (String key : keys.subList(0, keys.size() - 1)) {
            String known = key.isEmpty() ? Integer.toString(at.size()) : key;
            JsonNode next = at.get(known);
            if (next == null) {
                at = at.putObject(known);
            } else if (next instanceof ObjectNode object) {
                at = object;
            } else {
                throw StripeError.invalidParam(name, "Invalid parameters: %s has a value already".formatted(known));
            }
        }
        String last = keys.getLast();
        String key = last.isEmpty() ? Integer.toString(at.size()) : last;
        if (at.has(key)) {
            throw StripeError.invalidParam(name, "Invalid parameters: %s is given twice".formatted(name));
        }
        at.put(key, value);
    }

    private static List<String> keys(String name) {
        List<String> keys = new ArrayList<>();
        int open = name.indexOf('[');
        keys.add(open < 0 ? name : name.substring(0, open));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0 || keys.size() == DEPTH_MAX) {
                throw StripeError.invalid("Invalid parameter name: " + name);
            }
            keys.add(name.substring(open + 1, close));
            open = close + 1 < name.length() && name.charAt(close + 1) == '[' ? close + 1 : -1;
            if (open < 0 && close + 1 != name.length()) {
                throw StripeError.invalid("Invalid parameter name: " + name);
            }
        }
        return keys;
    }
}
