package dev.countinghouse.identity;

import dev.countinghouse.oidc.OidcException;
import dev.countinghouse.oidc.ProviderMetadata;
import dev.countinghouse.oidc.Providers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Locale;

/** Asks the current tenant's identity provider what it is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // no connection waits for somebody else's server
public class SsoTestService {

    @Inject
    SsoConfigurationService configurations;

    @Inject
    Providers providers;

    /** What is found, good or bad. */
    @RolesAllowed(Permission.SSO_WRITE)
    public SsoFinding test() {
        SsoFinding result = test(configurations.issuer());
        configurations.tested(result);
        return result;
    }

    private SsoFinding test(String issuer) {
        try {
            ProviderMetadata found = providers.discover(issuer);
            return new SsoFinding(
                    true,
                    issuer,
                    null,
                    null,
                    found.authorizationEndpoint(),
                    found.tokenEndpoint(),
                    found.keysAddress());
        } catch (OidcException e) {
            String fault = e.fault().name().toLowerCase(Locale.ROOT);
            return new SsoFinding(false, issuer, fault, e.getMessage(), null, null, null);
        }
    }
}
