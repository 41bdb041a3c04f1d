package dev.countinghouse.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose mail may be sent from which domain. The mail server signs for all tenants alike, so that without this a tenant could write
 * in another's name: the operator names the domain of each tenant who has shown that it is his.
 */
@ApplicationScoped
public class FromDomains {

    /** {@code tenant:domain}; the same tenant may stand there several times. */
    @Inject
    @ConfigProperty(name = "countinghouse.mail.from-domains")
    Optional<List<String>> allowed;

    /**
     * Whether a tenant's mail may be sent from an address.
     *
     * @param slug of the tenant
     */
    public boolean allow(String slug, String address) {
        String wanted =
                slug + ":" + address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return allowed.orElse(List.of()).stream()
                .anyMatch(entry -> entry.strip().toLowerCase(Locale.ROOT).equals(wanted));
    }
}
