package dev.countinghouse.it;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Cases that leave the books as they were, so that one tenant is enough for all of them. */
final class Cases {
    private Cases() {}

    /** A test of each row, whose columns are apart by bars; it is called by its row. */
    static Stream<DynamicTest> of(String rows, Consumer<List<String>> test) {
        return rows.lines().map(row -> DynamicTest.dynamicTest(row, () -> test.accept(columns(row))));
    }

    private static List<String> columns(String row) {
        return Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
    }
}
