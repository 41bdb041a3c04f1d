package dev.countinghouse.archviolations.table.identity;

/** The names of permissions are everybody's. */
public final class Permission {

    private Permission() {}

    public static String read() {
        return "customer:read";
    }
}
