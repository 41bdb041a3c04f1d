package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an operator may be allowed in a tenant: to read, and if he says so to change its books; never who may do what there. */
final class SupportPermissions {

    /** All that an admin may read. */
    static final Set<String> READING;

    private static final Set<String> ALL;

    static {
        Set<String> reading = new TreeSet<>(Role.ADMIN.permissions());
        reading.removeIf(permission -> !permission.endsWith(":read"));
        READING = Collections.unmodifiableSet(reading);
        Set<String> all = new TreeSet<>(reading);
        Collections.addAll(
                all,
                Permission.CUSTOMER_WRITE,
                Permission.CATALOG_WRITE,
                Permission.SUBSCRIPTION_WRITE,
                Permission.USAGE_WRITE,
                Permission.PAYMENT_WRITE,
                Permission.TENANT_WRITE);
        ALL = Collections.unmodifiableSet(all);
    }

    private SupportPermissions() {}

    /**
     * What is asked for.
     *
     * @param asked null for reading alone
     * @throws BillingException VALIDATION_FAILED for what no operator may do
     */
    static List<String> of(@Nullable List<String> asked) {
        if (asked == null) {
            return List.copyOf(READING);
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!ALL.contains(asked.get(i))) {
                throw BillingException.invalid(
                        "permissions[" + i + "]", "not_for_support", "is no permission that support can have");
            }
        }
        return asked.stream().distinct().sorted().toList();
    }
}
