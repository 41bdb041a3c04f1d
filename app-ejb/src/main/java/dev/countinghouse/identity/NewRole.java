package dev.countinghouse.identity;

import java.util.List;

/**
 * A role to be made.
 *
 * @param code its name in tokens and the API; not a built-in one
 */
public record NewRole(String code, String name, List<String> permissions) {}
