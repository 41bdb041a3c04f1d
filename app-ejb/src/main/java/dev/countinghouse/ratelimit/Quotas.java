package dev.countinghouse.ratelimit;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The quotas of this installation. Those of addresses hold for whoever shows no credential or a bad one. */
@ApplicationScoped
public class Quotas {

    private static final int NETWORK_BYTES = 8;

    @Inject
    @ConfigProperty(name = "countinghouse.rate-limit.ip-per-minute", defaultValue = "100")
    int perIp;

    @Inject
    @ConfigProperty(name = "countinghouse.rate-limit.login-per-minute", defaultValue = "20")
    int loginsPerIp;

    @Inject
    @ConfigProperty(name = "countinghouse.rate-limit.user-per-minute", defaultValue = "1000")
    int perUser;

    /** Of a client without a good credential. */
    public Quota ofAddress(String address) {
        return new Quota("ip", "g:limit:ip:" + network(address), perIp);
    }

    /** Of a client that wants to log in, have a mail sent or the like. */
    public Quota ofLogins(String address) {
        return new Quota("login", "g:limit:login:" + network(address), loginsPerIp);
    }

    /** Of a user within a tenant. */
    public Quota ofUser(Tenant tenant, String user) {
        return new Quota("user", "{" + tenant.schema() + "}:limit:user:" + user, perUser);
    }

    /** Of an operator, who belongs to no tenant. */
    public Quota ofOperator(String operator) {
        return new Quota("user", "g:limit:operator:" + operator, perUser);
    }

    /** Of all that work for a tenant, by its tier. */
    public Quota ofTenant(Tenant tenant) {
        return new Quota(
                "tenant",
                "{" + tenant.schema() + "}:limit:tenant",
                tenant.limits().requestsPerMinute());
    }

    /** An IPv6 client owns a network of 2^64 addresses at least, and could show another one with each request. */
    static String network(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address);
        return parsed instanceof Inet6Address
                ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                : parsed.getHostAddress();
    }
}
