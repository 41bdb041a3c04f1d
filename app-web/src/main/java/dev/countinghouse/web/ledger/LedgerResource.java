package dev.countinghouse.web.ledger;

import dev.countinghouse.ledger.AccountMappingService;
import dev.countinghouse.ledger.AccountName;
import dev.countinghouse.ledger.AccountView;
import dev.countinghouse.ledger.DayRange;
import dev.countinghouse.ledger.EntryFilter;
import dev.countinghouse.ledger.JournalEntryView;
import dev.countinghouse.ledger.LedgerService;
import dev.countinghouse.ledger.LedgerVerification;
import dev.countinghouse.ledger.MappedAccountView;
import dev.countinghouse.ledger.RevenueMonthView;
import dev.countinghouse.ledger.TrialBalanceView;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.Csv;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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

    @Inject
    AccountMappingService mapping;

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

    @GET
    @Path("revenue")
    @Produces({MediaType.APPLICATION_JSON, Csv.TYPE})
    @Operation(
            summary = "What was invoiced, earned and deferred, by month and currency",
            description =
                    "All net of tax. What is deferred at the end of a month is what was at its beginning, and invoiced less"
                            + " credited less recognized. Days count for their whole month. The columns of the CSV are month, currency,"
                            + " invoiced, credited, recognized, deferred.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Revenue.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public Response revenue(@BeanParam DayParams days, @BeanParam FormatParams wanted) {
        List<RevenueMonthView> months = ledger.revenue(days.range());
        return wanted.isCsv()
                ? LedgerCsv.revenue(months)
                : Response.ok(new Revenue(months), MediaType.APPLICATION_JSON).build();
    }

    @GET
    @Path("export")
    @Produces(Csv.TYPE)
    @Operation(
            summary = "The journal as CSV, with the account numbers of the tenant's own books",
            description =
                    "By entry, which is the default, each transfer is two lines, in the order in which they were posted; the"
                            + " columns are date, entry_id, kind, account, number, name, currency, debit, credit, invoice_number,"
                            + " customer_id. By day, there is a line for each day, currency and account, with the columns date, account,"
                            + " number, name, currency, debit, credit. Debits and credits of each entry, and of each day and currency,"
                            + " are the same.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class)))
    public Response export(@BeanParam DayParams days, @BeanParam ByParams by) {
        DayRange range = days.range();
        return by.isByDay()
                ? LedgerCsv.journalByDay(ledger.journalByDay(range))
                : LedgerCsv.journalByEntry(
                        ledger.journalByEntry(range, null), last -> ledger.journalByEntry(range, last));
    }

    @GET
    @Path("account-mapping")
    @Operation(
            summary = "What the tenant's own books call the ledger's accounts; by their codes where nothing was said")
    public Mapping mapping() {
        return new Mapping(mapping.get());
    }

    @PUT
    @TakesRoom
    @Path("account-mapping")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say what the tenant's own books call the ledger's accounts",
            description =
                    "Replaces all that was said before: an account that is left out is called by its code again. Several may"
                            + " have the same number.")
    public Mapping map(@Valid @NotNull MapAccounts request) {
        return new Mapping(mapping.replace(
                request.accounts().stream().map(MapAccount::toName).toList()));
    }

    /** Months, oldest first. */
    public record Revenue(List<RevenueMonthView> data) {}

    /** All accounts. */
    public record Mapping(List<MappedAccountView> accounts) {}

    /** All that is to be called otherwise than by its code. */
    public record MapAccounts(@NotNull @Size(max = 50) List<@Valid @NotNull MapAccount> accounts) {}

    /** What an account is called. */
    public record MapAccount(
            @NotNull Account account,

            @NotNull
            @Size(min = 1, max = 32)
            @Pattern(regexp = LINE, message = "must be one line without control characters")
            String number,

            @NotNull
            @Size(min = 1, max = 120)
            @Pattern(regexp = LINE, message = "must be one line without control characters")
            String name) {

        private static final String LINE = "\\P{Cntrl}*";

        AccountName toName() {
            return new AccountName(account, number, name);
        }
    }

    /** Which days are asked for. */
    public static class DayParams {

        @QueryParam("from")
        @Parameter(description = "First day; from the beginning when left out")
        @Nullable
        String from;

        @QueryParam("to")
        @Parameter(description = "Last day; to the end when left out")
        @Nullable
        String to;

        DayRange range() {
            return new DayRange(Params.date("from", from), Params.date("to", to));
        }
    }

    /** As what a report is taken away. */
    public static class FormatParams {

        @QueryParam("format")
        @Parameter(description = "json, which it is when left out, or csv")
        @Nullable
        String format;

        boolean isCsv() {
            return Params.oneOf("format", format, Format.class) == Format.CSV;
        }
    }

    /** How the journal is put together. */
    public static class ByParams {

        @QueryParam("by")
        @Parameter(description = "entry, which it is when left out, or day")
        @Nullable
        String by;

        boolean isByDay() {
            return Params.oneOf("by", by, By.class) == By.DAY;
        }
    }

    private enum Format {
        JSON,
        CSV
    }

    private enum By {
        ENTRY,
        DAY
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
