package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.CreditBalanceService;
import dev.countinghouse.invoicing.CreditBalanceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What customers have to their credit. */
@Path("/customers/{id}/credit-balance")
@ApplicationScoped
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
public class CreditBalanceResource {

    @Inject
    CreditBalanceService balances;

    @GET
    @Operation(summary = "What a customer has to his credit, by currency: his next invoices are settled from it")
    public CreditBalanceView get(@PathParam("id") UUID id) {
        return balances.of(id);
    }
}
