package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {
    private static final int CUSTOMERS = 25;

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    void makeCustomers() {
        for (int i = 0; i < CUSTOMERS; i++) {
            ids.add(api.post("/customers", Body.of("name", "c" + i))
                    .expect(201)
                    .id()
                    .toString());
        }
        Collections.reverse(ids);
    }

    private static List<String> idsOf(JsonNode page) {
        return page.path("data").findValuesAsText("id");
    }

    @Test
    void aPageHasTwentyRowsUnlessOneSaysSo() {
        assertThat(idsOf(api.get("/customers").json())).isEqualTo(ids.subList(0, 20));
        assertThat(idsOf(api.get("/customers?limit=3").json())).isEqualTo(ids.subList(0, 3));
        assertThat(idsOf(api.get("/customers?limit=100").json())).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 24, 25, 26})
    void pagesOfAnySizeMakeTheWholeListWithoutOverlap(int limit) {
        List<String> seen = new ArrayList<>();
        JsonNode page = api.get("/customers?limit=" + limit).json();
        seen.addAll(idsOf(page));
        while (!page.path("next_cursor").isNull()) {
            page = api.get("/customers?limit=" + limit + "&cursor="
                            + page.path("next_cursor").asText())
                    .json();
            assertThat(idsOf(page)).isNotEmpty();
            seen.addAll(idsOf(page));
        }
        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void aPageStaysTheSameWhenRowsAreAdded() {
        TestTenant own = TestTenant.register();
        for (int i = 0; i < 4; i++) {
            own.api().post("/customers", Body.of("name", "c" + i)).expect(201);
        }
        JsonNode first = own.api().get("/customers?limit=2").json();
        String second = "/customers?limit=2&cursor=" + first.path("next_cursor").asText();
        List<String> before = idsOf(own.api().get(second).json());
        own.api().post("/customers", Body.of("name", "new")).expect(201);
        assertThat(idsOf(own.api().get(second).json())).isEqualTo(before);
    }

    @Test
    void anEmptyListIsAListAllTheSame() {
        assertThat(api.get("/invoices").expect(200).text()).isEqualTo("{\"data\":[],\"next_cursor\":null}");
    }
}
