package dev.countinghouse.incontainer;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which of the product's guards is switched off at the moment. Each guarded method of the application under attack asks
 * here first; see {@link SwitchableGuards}.
 */
public final class RemovedGuard {

    private static volatile List<String> removed = List.of();
    private static volatile String schema = "";
    private static volatile String instead = "";

    private static final Map<String, UnaryOperator<String>> ENTERING = Map.of(
            "SET LOCAL", entering -> entering.replace("SET LOCAL", "SET"),
            "public in no search_path", entering -> entering.replaceFirst("search_path = [^;]*", "$0, public"),
            "each transaction is in its tenant's schema", entering -> entering.replace(schema, instead));

    private RemovedGuard() {}

    /** Called at the beginning of a guard's method. */
    public static boolean is(String guard) {
        return removed.contains(guard);
    }

    /** Called with the statement that enters a scope. */
    public static String entering(String sql) {
        String entering = sql;
        for (String guard : removed) {
            entering = ENTERING.getOrDefault(guard, UnaryOperator.identity()).apply(entering);
        }
        return entering;
    }

    /** Switches these guards off and all others on. */
    public static void remove(List<String> guards) {
        removed = guards;
    }

    /** Where transactions of a schema go once they are not held to it. */
    public static void wouldGoTo(String its, String another) {
        schema = its;
        instead = another;
    }

    /** Switches all guards on. */
    public static void putBack() {
        removed = List.of();
    }
}
