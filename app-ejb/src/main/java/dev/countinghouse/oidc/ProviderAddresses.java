package dev.countinghouse.oidc;

import dev.countinghouse.network.AddressRefused;
import dev.countinghouse.network.OutgoingAddresses;
import dev.countinghouse.oidc.OidcException.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which addresses of providers may be called: those of {@link OutgoingAddresses}, with hosts inside that the operator names.
 *
 * <p>A name is looked up before each call and again by the call itself; in between the JVM remembers the answer (for 30 s, unless
 * {@code networkaddress.cache.ttl} says otherwise). Should it change all the same, the host inside would have to show a
 * certificate for the name before anything is sent to it.
 */
@ApplicationScoped
public class ProviderAddresses {

    @Inject
    @ConfigProperty(name = "CH_ENVIRONMENT", defaultValue = "production")
    String environment;

    @Inject
    @ConfigProperty(name = "countinghouse.sso.internal-hosts")
    Optional<List<String>> internalHosts;

    /** For the container, which sets the fields. */
    public ProviderAddresses() {
        this("production", List.of());
    }

    /** Outside of a container. */
    ProviderAddresses(String environment, List<String> internalHosts) {
        this.environment = environment;
        this.internalHosts = Optional.of(internalHosts);
    }

    /**
     * An issuer, which is an address without query and fragment. No name is looked up.
     *
     * @throws OidcException ADDRESS
     */
    public URI issuer(String text) {
        URI issuer = address(text);
        if (issuer.getRawQuery() != null) {
            throw new OidcException(Fault.ADDRESS, "The address has a query");
        }
        return issuer;
    }

    /**
     * An address by its form alone, for a browser to go to.
     *
     * @throws OidcException ADDRESS
     */
    URI address(String text) {
        try {
            return rules().address(text);
        } catch (AddressRefused e) {
            throw refused(e);
        }
    }

    /**
     * Looks the host up: none of its addresses may be a forbidden one.
     *
     * @throws OidcException ADDRESS, UNREACHABLE when there is no such host, or nobody tells in time
     */
    void requireCallable(URI address) {
        try {
            rules().callable(address);
        } catch (AddressRefused e) {
            throw refused(e);
        }
    }

    private OutgoingAddresses rules() {
        return new OutgoingAddresses(environment, internalHosts.orElse(List.of()));
    }

    private static OidcException refused(AddressRefused e) {
        return new OidcException(e.isUnknown() ? Fault.UNREACHABLE : Fault.ADDRESS, "The address " + e.what(), e);
    }
}
