package dev.countinghouse.bench;

import dev.countinghouse.identity.Member;
import dev.countinghouse.identity.Role;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.platform.Registration;
import dev.countinghouse.platform.TenantFactory;
import dev.countinghouse.tenancy.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes tenants the way the product does, by its own class, and remembers them. */
final class TenantMaker implements AutoCloseable {

    private static final double NANOS_PER_MS = 1e6;
    private static final String NO_LOGIN = "-"; // no password has this hash

    private final ReusedConnection owner;
    private final TenantFactory factory;
    private final List<BenchTenant> made = new ArrayList<>();
    private int registered;

    TenantMaker(Cluster cluster) throws SQLException {
        owner = new ReusedConnection(cluster.address().ownerUrl());
        factory = new TenantFactory(owner);
    }

    /** Makes one; answers how long that took with its commit, in milliseconds. */
    double make() {
        String slug = "b" + (made.size() + 1);
        Member member = new Member(Ids.next(), slug + "@bench.example", "Owner", Role.OWNER.code());
        Registration registration =
                new Registration("Bench " + slug, "bench-" + slug, member.email(), "", "Owner", "UTC", "EUR");
        long begun = System.nanoTime();
        Tenant tenant = factory.create(registration, member, NO_LOGIN);
        double took = (System.nanoTime() - begun) / NANOS_PER_MS;
        made.add(new BenchTenant(tenant.id(), tenant.slug(), tenant.schema(), member.userId()));
        return took;
    }

    /** Makes tenants until there are so many. */
    void makeUpTo(int tenants) {
        while (count() < tenants) {
            make();
        }
    }

    /** The next one is made on a new connection. */
    void reconnect() throws SQLException {
        owner.reconnect();
    }

    /** All that were made, in that order. */
    List<BenchTenant> made() {
        return List.copyOf(made);
    }

    /** How many there are on the server. */
    int count() {
        return made.size() + registered;
    }

    /** So many registered by themselves. */
    void registered(int tenants) {
        registered += tenants;
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
