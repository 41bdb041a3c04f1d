package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantLimits;
import dev.countinghouse.tenancy.TenantSlots;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ShareFilterTest {

    private static final TenantLimits SMALL = new TenantLimits(1, 6_000, 15, 10, 15, 30, 1, 2, 3, 10_240, 0, 0, 0);
    private static final Tenant ACME = new Tenant(new UUID(0, 1), "acme", "tenant_acme", "1.x", false, SMALL, 0);
    private static final Tenant GLOBEX = new Tenant(new UUID(0, 2), "globex", "tenant_globex", "1.x", false, SMALL, 0);
    private static final int LINE = 2; // of a tenant with one slot
    private static final FilterChain OK = (request, response) -> {};

    private final ExecutorService threads = Executors.newFixedThreadPool(LINE);
    private final TenantSlots slots = new TenantSlots(1 + LINE, 0);
    private final BusyCredentials busy = new BusyCredentials();
    private final ShareFilter filter = new ShareFilter();

    @BeforeEach
    void connect() {
        busy.slots = slots;
        filter.slots = slots;
        filter.busy = busy;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static SentRequest get(String credential) {
        return new SentRequest("GET", "/api/v1/plans").header("Authorization", "Bearer " + credential);
    }

    private GivenResponse send(Tenant tenant, SentRequest request, FilterChain chain) {
        GivenResponse response = new GivenResponse();
        CurrentScope.run(Scope.of(tenant), () -> {
            try {
                filter.doFilter(request, response, chain);
            } catch (IOException | ServletException e) {
                throw new IllegalStateException(e);
            }
        });
        return response;
    }

    /** Fills the tenant's line by requests on threads of their own. */
    private List<CompletableFuture<GivenResponse>> fillTheLine(Tenant tenant) {
        List<CompletableFuture<GivenResponse>> waiting = new ArrayList<>();
        for (int place = 0; place < LINE; place++) {
            waiting.add(CompletableFuture.supplyAsync(() -> send(tenant, get("waiting"), OK), threads));
        }
        while (!slots.isFull(tenant.id())) {
            Thread.onSpinWait();
        }
        return waiting;
    }

    @Test
    void whoFindsTheLineFullIsToldToComeBackAndOthersAreNot() {
        try (TenantSlots.Slot held = slots.take(ACME).orElseThrow()) {
            fillTheLine(ACME);
            GivenResponse refused = send(ACME, get("a"), OK);
            assertThat(refused.getStatus()).isEqualTo(429);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
            assertThat(refused.text()).contains("\"tenant_busy\"", "requests_at_once");
            assertThat(send(GLOBEX, get("g"), OK).getStatus()).isEqualTo(200);
        }
    }

    @Test
    void aFloodIsRefusedBeforeItsCredentialIsCheckedUntilThereIsRoomAgain() {
        SentRequest flood = get("flood");
        List<CompletableFuture<GivenResponse>> waiting;
        try (TenantSlots.Slot held = slots.take(ACME).orElseThrow()) {
            waiting = fillTheLine(ACME);
            assertThat(busy.refuses(flood)).as("never seen: must be checked").isFalse();
            send(ACME, flood, OK);
            assertThat(busy.refuses(flood)).isTrue();
            assertThat(busy.refuses(get("another"))).isFalse();
        }
        waiting.forEach(CompletableFuture::join);
        assertThat(busy.refuses(flood)).isFalse();
        assertThat(send(ACME, flood, OK).getStatus()).isEqualTo(200);
    }

    @Test
    void aRequestThatFailsGivesItsSlotBack() {
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> send(ACME, get("a"), (request, response) -> {
                        throw new IOException("the client went away");
                    }));
        }
        assertThat(send(ACME, get("a"), OK).getStatus()).isEqualTo(200);
    }

    @Test
    void aStreamKeepsNoRequestOut() {
        SentRequest stream = new SentRequest("POST", "/api/v1/usage/import").body("a");
        send(
                ACME,
                stream,
                (request, response) ->
                        assertThat(send(ACME, get("a"), OK).getStatus()).isEqualTo(200));
    }

    @ParameterizedTest(name = "{0}: {1} bytes by {2}")
    @CsvSource({
        "/api/v1/plans, 1024, json_kib",
        "/api/v1/usage, 1024, json_kib",
        "/api/v1/usage/batch, 2048, batch_kib",
        "/api/v1/usage/import, 3145728, import_mib"
    })
    void aBodyIsAsLargeAsTheTierAllows(String path, int most, String limit) {
        assertThat(send(
                                ACME,
                                new SentRequest("POST", path).body("x".repeat(most)),
                                (request, response) -> assertThat(
                                                request.getInputStream().readAllBytes())
                                        .hasSize(most))
                        .getStatus())
                .isEqualTo(200);
        GivenResponse refused = send(ACME, new SentRequest("POST", path).body("x".repeat(most + 1)), OK);
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.text()).contains("\"body_too_large\"", String.valueOf(most), limit);
    }

    @Test
    void aTierAllowsNobodyMoreThanEverybodyMay() {
        TenantLimits large = new TenantLimits(1, 6_000, 15, 10, 15, 30, 9_999, 2, 3, 10_240, 0, 0, 0);
        assertThat(BodyKind.JSON.most(large).bytes())
                .isEqualTo(BodyKind.JSON.most().bytes());
    }

    @Test
    void whoHasNoTenantYetHasNoShare() throws Exception {
        try (TenantSlots.Slot held = slots.take(ACME).orElseThrow()) {
            GivenResponse response = new GivenResponse();
            filter.doFilter(new SentRequest("POST", "/api/v1/auth/login"), response, OK);
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }
}
