package dev.countinghouse.web.ledger;

import dev.countinghouse.ledger.AccountView;
import dev.countinghouse.ledger.EntryFilter;
import dev.countinghouse.ledger.JournalEntryView;
import dev.countinghouse.ledger.LedgerService;
import dev.countinghouse.ledger.LedgerVerification;
import dev.countinghouse.ledger.TrialBalanceView;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.paging.Page;
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

/** The double-entry ledger. */
@Path("/ledger")
@ApplicationScoped
@Tag(name = "Ledger")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {

    @Inject
    LedgerService ledger;

    @GET
    @Path("accounts")
    @Operation(summary = "All ledger accounts with their balances, by currency")
    public Page<AccountView> accounts() {
        return new Page<>(ledger.accounts(), null);
    }

    @GET
    @Path("trial-balance")
    @Operation(summary = "The balance of each account on its side; both sides of a currency sum to the same")
    public TrialBalanceView trialBalance(
            @QueryParam("at") @Parameter(description = "The last day that counts; all when left out") @Nullable
                    String at) {
        return ledger.trialBalance(Params.date("at", at));
    }

    @GET
    @Path("entries")
    @Operation(summary = "List journal entries, those of the newest documents first")
    public Page<JournalEntryView> entries(@BeanParam EntryParams params) {
        return ledger.entries(params.filter(), params.page());
    }

    @GET
    @Path("entries/{id}")
    @Operation(summary = "The journal entry of the document with this id")
    public JournalEntryView entry(@PathParam("id") UUID id) {
        return ledger.entry(id);
    }

    @GET
    @Path("verification")
    @Operation(summary = "Compare the ledger with all documents, and name the first that differ")
    public LedgerVerification verify() {
        return ledger.verify();
    }

    /** Which entries are asked for. */
    public static class EntryParams extends PageParams {

        @QueryParam("account")
        @Nullable
        String account;

        @QueryParam("customer_id")
        @Nullable
        String customerId;

        @QueryParam("invoice_id")
        @Parameter(description = "The invoice itself, and what is about it")
        @Nullable
        String invoiceId;

        EntryFilter filter() {
            return new EntryFilter(
                    Params.oneOf("account", account, Account.class),
                    Params.uuid("customer_id", customerId),
                    Params.uuid("invoice_id", invoiceId));
        }
    }
}
