package dev.countinghouse.webhooks;

import dev.countinghouse.network.AddressRefused;
import dev.countinghouse.network.OutgoingAddresses;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where webhooks may be sent: to the internet, and to hosts inside that the operator names. */
@ApplicationScoped
public class WebhookAddresses {

    @Inject
    @ConfigProperty(name = "CH_ENVIRONMENT", defaultValue = "production")
    String environment;

    @Inject
    @ConfigProperty(name = "countinghouse.webhooks.internal-hosts")
    Optional<List<String>> internalHosts;

    OutgoingAddresses rules() {
        return new OutgoingAddresses(environment, internalHosts.orElse(List.of()));
    }

    /**
     * A URL that events may be sent to as things are; each delivery asks again. A host that nobody knows yet is let through.
     *
     * @throws BillingException VALIDATION_FAILED for {@code url}
     */
    void require(String url) {
        try {
            URI address = rules().address(url);
            rules().callable(address);
        } catch (AddressRefused e) {
            if (!e.isUnknown()) {
                throw BillingException.invalid("url", "not_allowed", e.what());
            }
        }
    }
}
