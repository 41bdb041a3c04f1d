package dev.countinghouse.web.statement;

import dev.countinghouse.statement.CustomerBalanceView;
import dev.countinghouse.statement.StatementService;
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

/** What customers owe and are owed. */
@Path("/customers/{id}/balance")
@ApplicationScoped
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
public class CustomerBalanceResource {

    @Inject
    StatementService statements;

    @GET
    @Operation(
            summary = "What a customer owes and is owed, by currency",
            description =
                    "From the ledger: what is receivable of him, what he has to his credit, and what is left of the"
                            + " credits that he bought for his wallets.")
    public CustomerBalanceView get(@PathParam("id") UUID id) {
        return statements.balance(id);
    }
}
