package dev.countinghouse.incontainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Login;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Attacks on the guards of the code, inside the server. Each is tried with the guard, when it must fail, and without it,
 * when it must succeed: the classes deployed here are the built ones, rewritten so that one guard at a time can be
 * switched off.
 */
@ExtendWith({ServerLaidOut.class, ArquillianExtension.class})
@ResourceLock("the server that tests run inside of")
class AttacksInContainerIT extends PoolAttacks {

    private static final String NO_HEADER = "Accept: application/json";

    @Inject
    CustomData customData;

    @Deployment
    static EnterpriseArchive application() {
        return ApplicationUnderTest.underAttack(
                AttacksInContainerIT.class,
                PoolAttacks.class,
                PoolAttacks.Poison.class,
                InsideTheServer.class,
                InsideTheServer.Action.class);
    }

    /** An attack; it answers whether it got through. */
    private interface Attack {
        boolean getsThrough() throws Exception;
    }

    @AfterEach
    void putGuardsBack() {
        RemovedGuard.putBack();
    }

    /** The attack fails with the guard and succeeds without it; the others, which would stop it too, are off all the time. */
    private static void assertNeeded(String guard, Attack attack, String... others) throws Exception {
        List<String> without = new ArrayList<>(List.of(others));
        RemovedGuard.remove(List.copyOf(without));
        assertThat(attack.getsThrough()).as("with the guard '%s'", guard).isFalse();
        without.add(guard);
        RemovedGuard.remove(without);
        assertThat(attack.getsThrough()).as("without the guard '%s'", guard).isTrue();
        RemovedGuard.remove(List.of(others));
        assertThat(attack.getsThrough()).as("with the guard '%s' again", guard).isFalse();
    }

    private static boolean succeeds(PoolAttacks.Action action, String refusal) {
        try {
            action.run();
            return true;
        } catch (Exception e) {
            assertThat(e).hasStackTraceContaining(refusal);
            return false;
        }
    }

    @Test
    void anotherTenantsWorkGoesIntoNoTransactionOfTheFirst() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        assertNeeded(
                "one scope per statement",
                () -> succeeds(
                        () -> within(one, () -> {
                            customData.put("note", Ids.next(), Map.of("of", one.slug()));
                            CurrentScope.run(
                                    Scope.of(other),
                                    () -> customData.put("note", Ids.next(), Map.of("of", other.slug())));
                        }),
                        "the scope was changed within a transaction"));
    }

    @Test
    void aSecondSessionCannotMoveTheFirstOnesStatements() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        assertNeeded(
                "one scope per transaction",
                () -> {
                    boolean[] moved = {false};
                    succeeds(
                            () -> within(one, () -> {
                                probe.whereAmI();
                                CurrentScope.run(Scope.of(other), probe::whereAmIInAnotherSession);
                                moved[0] =
                                        probe.read("SELECT name FROM customers").contains(other.schema());
                            }),
                            "a transaction has one scope");
                    return moved[0];
                },
                "one scope per statement");
    }

    @Test
    void aStatementCannotChangeTheRole() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        for (String escape : List.of("SET LOCAL ROLE ", "RESET ROLE; SET LOCAL ROLE ")) {
            assertNeeded(
                    "plain statements alone",
                    () -> succeeds(
                            () -> within(one, () -> {
                                probe.execute(escape + other.schema());
                                probe.read("SELECT name FROM " + other.schema() + ".customers");
                            }),
                            "only single queries and changes of rows are sent"));
        }
    }

    @Test
    void aRoleEndsWithItsTransaction() throws Exception {
        Tenant one = tenant();
        assertNeeded("SET LOCAL", () -> {
            within(one, probe::whereAmI);
            List<String> roles = rolesOfIdleConnections();
            assertThat(roles).noneMatch(role -> role.startsWith("failed"));
            return roles.contains(one.schema());
        });
    }

    @Test
    void aNameWithoutASchemaIsNeverASharedTable() throws Exception {
        Tenant one = tenant();
        assertNeeded(
                "public in no search_path",
                () -> succeeds(
                        () -> within(one, () -> probe.read("SELECT kind FROM due_work")),
                        "relation \"due_work\" does not exist"));
    }

    @Test
    void theTenantNamedMustBeTheCredentials() throws Exception {
        Login one = registered();
        Login other = registered();
        String token = one.tokens().accessToken();
        assertNeeded(
                "header and subdomain agree with the credential",
                () -> status(
                                token,
                                "tenant",
                                "127.0.0.1",
                                "X-Tenant: " + other.tenant().slug())
                        == 200);
        assertNeeded(
                "header and subdomain agree with the credential",
                () -> status(token, "tenant", other.tenant().slug() + ".countinghouse.test", NO_HEADER) == 200);
        assertThat(status(token, "tenant", one.tenant().slug() + ".countinghouse.test", NO_HEADER))
                .isEqualTo(200);
        assertThat(status(token, "tenant", "nobody.CountingHouse.Test", NO_HEADER))
                .isEqualTo(403);
    }

    @Test
    void anotherTenantsIdIsNotThere() throws Exception {
        Login one = registered();
        Login other = registered();
        List<String> theirs = new ArrayList<>();
        within(other.tenant(), () -> theirs.addAll(probe.read("SELECT id::text FROM customers")));
        RemovedGuard.wouldGoTo(one.tenant().schema(), other.tenant().schema());
        assertNeeded(
                "each transaction is in its tenant's schema",
                () -> status(one.tokens().accessToken(), "customers/" + theirs.getFirst(), "127.0.0.1", NO_HEADER)
                        == 200);
    }

    @Test
    void textIsAParameterAndNeverPartOfAStatement() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        String evil = "x' OR '1'='1";
        within(one, () -> {
            assertThat(probe.customersNamed(evil)).isEmpty();
            assertThat(probe.read("SELECT name FROM customers WHERE name = '" + evil + "'"))
                    .as("were it part of the statement")
                    .containsExactly(one.schema());
        });
        assertThat(succeeds(
                        () -> within(
                                one,
                                () -> probe.read("SELECT name FROM customers WHERE name = '"
                                        + "' UNION SELECT name FROM " + other.schema() + ".customers --'")),
                        "permission denied"))
                .as("even then another tenant's tables are out of reach")
                .isFalse();
    }

    @Test
    void aTokenIsWorthNothingOnceItsUserIsNoMember() throws Exception {
        Login one = registered();
        asOwner("DELETE FROM public.memberships WHERE tenant_id = '"
                + one.tenant().id() + "'");
        assertNeeded(
                "membership of a token's user",
                () -> status(one.tokens().accessToken(), "tenant", "127.0.0.1", NO_HEADER) == 200);
    }

    /** What the server answers to a request for the tenant; a socket, because clients do not let the host be forged. */
    private static int status(String token, String path, String host, String header) throws IOException {
        int port = Integer.parseInt(System.getenv("CH_HTTP_PORT"));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /api/v1/" + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + header
                                    + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
