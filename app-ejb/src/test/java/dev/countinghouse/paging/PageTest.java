package dev.countinghouse.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private static final UUID A = UUID.fromString("01980000-0000-7000-8000-00000000000a");
    private static final UUID B = UUID.fromString("01980000-0000-7000-8000-00000000000b");
    private static final UUID C = UUID.fromString("01980000-0000-7000-8000-00000000000c");

    @Property
    void aCursorLeadsBackToItsRow(@ForAll long most, @ForAll long least) {
        UUID id = new UUID(most, least);
        assertThat(PageRequest.of(20, PageRequest.encode(id)).after()).isEqualTo(id);
    }

    @Test
    void aCursorIsSafeInAnAddress() {
        assertThat(PageRequest.encode(new UUID(-1, -1))).matches("[A-Za-z0-9_-]{22}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "next",
                "AAAA",
                "01980000-0000-7000-8000-00000000000a",
                "AZgAAAAAcACAAAAAAAAACgAA",
                "////////////////////==",
                "\u0000",
                "AZgAAAAAcACAAAAAAAAA%3D"
            })
    void aCursorThatIsNotOursIsRefused(String cursor) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> PageRequest.of(20, cursor))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.INVALID_CURSOR));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void aPageHasOneToAHundredRows(int limit) {
        assertThat(PageRequest.of(limit, null)).isEqualTo(new PageRequest(limit, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
    void anyOtherNumberOfRowsIsRefused(int limit) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> PageRequest.of(limit, null))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("limit")));
    }

    @Test
    void aRowMoreThanAskedForMeansThatThereIsANextPage() {
        PageRequest two = PageRequest.of(2, null);
        Page<UUID> page = Page.of(List.of(C, B, A), two, id -> id);
        assertThat(page.data()).containsExactly(C, B);
        assertThat(PageRequest.of(2, page.nextCursor()).after()).isEqualTo(B);
    }

    @Test
    void theLastPageHasNoCursor() {
        PageRequest two = PageRequest.of(2, null);
        assertThat(Page.of(List.of(C, B), two, id -> id).nextCursor()).isNull();
        assertThat(Page.of(List.<UUID>of(), two, id -> id).nextCursor()).isNull();
    }

    @Test
    void rowsCanBeShownAsSomethingElse() {
        Page<String> page = new Page<>(List.of(A, B), "next").map(UUID::toString);
        assertThat(page).isEqualTo(new Page<>(List.of(A.toString(), B.toString()), "next"));
    }
}
