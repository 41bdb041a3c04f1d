package dev.countinghouse.migrations;

import java.util.List;

/**
 * Which versions of a tenant's schema this program's code works with: its own, and as many before it as the tenant
 * changelog says, so that a new program can serve tenants that are not migrated yet. Needs the JDK alone.
 */
public final class SchemaVersions {

    private static final List<String> SUPPORTED = Changelog.TENANT.workableVersions();

    private SchemaVersions() {}

    /** The version that {@code tenants.schema_version} has after a migration by this program. */
    public static String current() {
        return SUPPORTED.getLast();
    }

    /** The versions the code works with, oldest first; the last one is {@link #current}. */
    public static List<String> supported() {
        return SUPPORTED;
    }

    /** How many files of the tenant changelog a version has; 0 for what is no version. */
    public static int files(String version) {
        int dot = version.indexOf('.');
        return dot > 0 && version.substring(0, dot).chars().allMatch(Character::isDigit)
                ? Integer.parseInt(version, 0, dot, 10)
                : 0;
    }

    /** Whether the code works with a tenant of this version; never with a newer or an unknown one. */
    public static boolean supports(String version) {
        return SUPPORTED.contains(version);
    }
}
