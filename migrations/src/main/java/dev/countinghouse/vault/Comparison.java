package dev.countinghouse.vault;

import java.util.List;
import java.util.Map;

/** What two schemas have otherwise; tables that are equal are in it too. */
public record Comparison(List<TableDifference> tables) {

    /**
     * One table.
     *
     * @param onlyOriginal rows that only the original has
     * @param onlyRestored rows that only the restored one has
     * @param different rows of both that differ
     * @param examples keys of such rows: {@code - key}, {@code + key}, {@code ~ key}
     */
    public record TableDifference(
            String table, long onlyOriginal, long onlyRestored, long different, List<String> examples) {

        boolean isEqual() {
            return onlyOriginal + onlyRestored + different == 0;
        }
    }

    /** Whether both hold the same. */
    public boolean equal() {
        return tables.stream().allMatch(TableDifference::isEqual);
    }

    /** As a job's result. */
    public String json() {
        return Json.write(Map.of(
                "equal",
                equal(),
                "tables",
                tables.stream()
                        .map(table -> Map.of(
                                "table",
                                table.table(),
                                "only_original",
                                table.onlyOriginal(),
                                "only_restored",
                                table.onlyRestored(),
                                "different",
                                table.different(),
                                "examples",
                                table.examples()))
                        .toList()));
    }
}
