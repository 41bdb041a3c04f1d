package dev.countinghouse.web.statement;

import dev.countinghouse.statement.StatementFilter;
import dev.countinghouse.statement.StatementService;
import dev.countinghouse.statement.StatementView;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Statements of customers' accounts. */
@Path("/customers/{id}/statement")
@ApplicationScoped
@Tag(name = "Customers")
@Produces(MediaType.APPLICATION_JSON)
public class StatementResource {

    @Inject
    StatementService statements;

    @GET
    @Operation(summary = "What a customer owed, what each document changed of it, and what he owes, day by day")
    public StatementView get(@PathParam("id") UUID id, @BeanParam StatementParams params) {
        return statements.of(params.filter(id), params.page());
    }

    /** Which part of the account is asked for. */
    public static class StatementParams extends PageParams {

        @QueryParam("currency")
        @Parameter(description = "The customer's when left out")
        @Nullable
        String currency;

        @QueryParam("from")
        @Parameter(description = "First day; from the beginning when left out")
        @Nullable
        String from;

        @QueryParam("through")
        @Parameter(description = "Last day; today when left out")
        @Nullable
        String through;

        StatementFilter filter(UUID customerId) {
            return new StatementFilter(
                    customerId,
                    Params.currency("currency", currency),
                    Params.date("from", from),
                    Params.date("through", through));
        }
    }
}
