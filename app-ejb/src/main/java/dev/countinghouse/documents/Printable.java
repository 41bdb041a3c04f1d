package dev.countinghouse.documents;

import org.jspecify.annotations.Nullable;

/** What people typed, as text that can be printed. */
final class Printable {

    private static final int GROUP = 4;

    private Printable() {}

    /** On one line; controls, and marks that turn the direction of the text around them, are left out. */
    static String text(@Nullable String typed) {
        if (typed == null) {
            return "";
        }
        return typed.codePoints()
                .map(point -> Character.isWhitespace(point) ? ' ' : point)
                .filter(Printable::isShown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** In groups of four, as account numbers are written. */
    static String inGroups(String number) {
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            grouped.append(i > 0 && i % GROUP == 0 ? " " : "").append(number.charAt(i));
        }
        return grouped.toString();
    }
}
