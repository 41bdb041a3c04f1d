package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage events that a tenant's tier allows in a month. */
class TierUsageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOLD = "/events?type=tenant.limit_reached";

    private final Api operator = Operators.client();
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer;

    @BeforeEach
    void makeCustomer() {
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    private void tier(@Nullable Object... limits) {
        String code = operator.post("/platform/plans", Body.like(Samples.platformTier(), "limits", Body.of(limits)))
                .expect(201)
                .json()
                .path("code")
                .asText();
        operator.put("/platform/tenants/" + tenant.tenantId() + "/tier", Body.of("plan", code))
                .expect(200);
    }

    private Map<String, @Nullable Object> event(int number) {
        return Samples.usage(customer, "e-" + number, "2026-01-05T00:00:00Z", "1");
    }

    private JsonNode send(int from, int to) {
        List<Map<String, @Nullable Object>> events =
                IntStream.range(from, to).mapToObj(this::event).toList();
        return api.post("/usage/batch", Body.of("events", events)).expect(200).json();
    }

    private long received() {
        return api.get("/tenant/usage")
                .expect(200)
                .json()
                .path("usage_events_received")
                .asLong();
    }

    private List<Integer> told() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> tenant.count("SELECT count(*) FROM %s.usage_touched") == 0
                        && tenant.count("SELECT count(*) FROM public.due_work WHERE tenant_id = '" + tenant.tenantId()
                                        + "' AND kind = 'usage_aggregation' AND lease_until IS NOT NULL")
                                == 0);
        return api.all(TOLD).stream()
                .map(event -> event.at("/data/percent").asInt())
                .sorted()
                .toList();
    }

    private long mails() {
        return tenant.count(
                "SELECT count(*) FROM public.mails WHERE subject LIKE '%% of its usage events' AND recipient = '"
                        + tenant.email() + "'");
    }

    @Test
    void eachShareOfTheLimitIsToldOnceAMonthAndMoreIsTakenAllTheSame() {
        tier("usage_events_per_month", 10, "usage_events_warning_percent", 50);
        send(0, 4);
        assertThat(told()).isEmpty();
        send(4, 5);
        assertThat(told()).containsExactly(50);
        send(5, 9);
        assertThat(told()).containsExactly(50, 80);
        assertThat(mails()).isEqualTo(2);
        assertThat(send(9, 12).path("accepted").asInt()).isEqualTo(3);
        assertThat(told()).containsExactly(50, 80, 100);
        send(0, 12);
        send(12, 13);
        assertThat(told()).containsExactly(50, 80, 100);
        assertThat(mails()).isEqualTo(3);
        assertThat(received()).isEqualTo(13);

        JsonNode first = api.all(TOLD).getLast().path("data");
        assertThat(first.path("used").asLong()).isEqualTo(5);
        assertThat(first.path("limit").asLong()).isEqualTo(10);
        assertThat(first.path("hard").asBoolean()).isFalse();
    }

    @Test
    void aHardLimitIsReachedAndNotExceeded() {
        tier("usage_events_per_month", 5, "usage_events_hard", 1);
        send(0, 3);
        JsonNode batch = send(2, 7);
        assertThat(batch.path("accepted").asInt()).isEqualTo(2);
        assertThat(batch.path("duplicates").asInt()).isEqualTo(1);
        assertThat(batch.at("/results/4/code").asText()).isEqualTo("usage_limit_reached");
        api.post("/usage", event(7)).expectProblem(429, "usage_limit_reached");
        api.post("/usage", event(0)).expect(200);
        assertThat(received()).isEqualTo(5);
        assertThat(told()).containsExactly(80, 100);

        tier("usage_events_per_month", 6, "usage_events_hard", 1);
        api.post("/usage", event(7)).expect(201);
        assertThat(api.all("/usage/errors")).hasSize(2);
    }

    @Test
    void whatCameInBeforeThisMonthCountsNoMore() {
        tier("usage_events_per_month", 2, "usage_events_hard", 1);
        tenant.execute(
                "INSERT INTO public.tier_usage (tenant_id, month, events, counted_before, told)"
                        + " SELECT ?, CAST(date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month' AS date), 100,"
                        + " date_trunc('month', now(), 'UTC'), '{80,100}'",
                tenant.tenantId());
        assertThat(send(0, 2).path("accepted").asInt()).isEqualTo(2);
        assertThat(told()).containsExactly(80, 100);
        assertThat(received()).isEqualTo(2);
        String month = api.all(TOLD).getFirst().at("/data/month").asText();
        assertThat(api.get("/tenant/usage?period=" + YearMonth.parse(month).minusMonths(1))
                        .json()
                        .path("usage_events_received")
                        .asLong())
                .isEqualTo(100);
    }

    @Test
    void theTiersOwnPercentageMustBeOne() {
        Map<String, @Nullable Object> wrong = Body.of("usage_events_warning_percent", 1_001, "usage_events_hard", 2);
        operator.post("/platform/plans", Body.like(Samples.platformTier(), "limits", wrong))
                .expectProblem(422, "validation_failed", "limits.usage_events_warning_percent");
    }
}
