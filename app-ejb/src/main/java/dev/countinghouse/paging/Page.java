package dev.countinghouse.paging;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param data rows, newest first
 * @param nextCursor where the next page begins; null at the end
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

    /**
     * Cuts rows to a page.
     *
     * @param rows one more than the page holds when there are more
     * @param id of a row: what the cursor is made of
     */
    public static <T> Page<T> of(List<T> rows, PageRequest page, Function<T, UUID> id) {
        if (rows.size() <= page.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> data = List.copyOf(rows.subList(0, page.limit()));
        return new Page<>(data, PageRequest.encode(id.apply(data.getLast())));
    }

    /** The same page with each row as something else. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(data.stream().map(mapper).toList(), nextCursor);
    }
}
