package dev.countinghouse.web.wallet;

import dev.countinghouse.invoicing.CreditSaleService;
import dev.countinghouse.paging.Page;
import dev.countinghouse.wallet.NewTopUp;
import dev.countinghouse.wallet.NewTopUpRule;
import dev.countinghouse.wallet.TopUpInterval;
import dev.countinghouse.wallet.TopUpKind;
import dev.countinghouse.wallet.TopUpMethod;
import dev.countinghouse.wallet.TopUpTrigger;
import dev.countinghouse.wallet.WalletChange;
import dev.countinghouse.wallet.WalletService;
import dev.countinghouse.wallet.WalletTopUpView;
import dev.countinghouse.wallet.WalletTransactionView;
import dev.countinghouse.wallet.WalletView;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Wallets, and what is put into them. */
@Path("/wallets/{id}")
@ApplicationScoped
@Tag(name = "Wallets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WalletsResource {

    @Inject
    WalletService wallets;

    @Inject
    CreditSaleService sales;

    @GET
    @Operation(summary = "A wallet, and what is left in it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Response get(@PathParam("id") UUID id) {
        WalletView wallet = wallets.get(id);
        return ETags.ok(wallet, wallet.version());
    }

    @PATCH
    @Operation(
            summary = "Change a wallet; what is left out stays",
            description =
                    "Its name, which wallet pays first, and the rules by which it is topped up by itself: at most one of each trigger,"
                            + " replaced as a whole, so that one that is not named ends. One that is said again as it is goes on, and"
                            + " what it could not do is tried at once. Neither its rate nor its currency ever changes.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChangeWallet request) {
        WalletView wallet = wallets.change(id, request.change(), ETags.expected(ifMatch));
        return ETags.ok(wallet, wallet.version());
    }

    @DELETE
    @Operation(summary = "Terminate a wallet: nothing is paid from it from now on, and what is left in it is gone")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Response terminate(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        WalletView wallet = wallets.terminate(id, ETags.expected(ifMatch));
        return ETags.ok(wallet, wallet.version());
    }

    @POST
    @Path("top-ups")
    @TakesRoom
    @Operation(
            summary = "Put credits into a wallet: invoices that are written from then on are settled from them",
            description =
                    "Granted ones can be used at once. Of purchased ones an invoice over their price is written, without tax:"
                            + " they can be used once it is paid.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WalletTopUpView.class)))
    public Response topUp(@PathParam("id") UUID id, @Valid @NotNull CreateTopUp request) {
        NewTopUp wanted = new NewTopUp(id, request.kind(), request.credits(), request.expiresAt());
        WalletTopUpView made = wanted.kind() == TopUpKind.GRANTED ? wallets.grant(wanted) : sales.sell(wanted);
        return ETags.created("wallets/" + id + "/top-ups", made.id(), made);
    }

    @GET
    @Path("top-ups")
    @Operation(summary = "What was put into a wallet, newest first, and what is left of each")
    public Page<WalletTopUpView> topUps(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return wallets.topUps(id, page.page());
    }

    @GET
    @Path("top-ups/{top_up_id}")
    @Operation(summary = "What was put into a wallet at once: what is left of it, and whether it can be used")
    public WalletTopUpView oneTopUp(@PathParam("id") UUID id, @PathParam("top_up_id") UUID topUpId) {
        return wallets.topUp(id, topUpId);
    }

    @GET
    @Path("transactions")
    @Operation(summary = "What changed the balance of a wallet, newest first: the sum is the balance")
    public Page<WalletTransactionView> transactions(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return wallets.transactions(id, page.page());
    }

    /**
     * What of a wallet is to change; what is left out stays.
     *
     * @param priority 0 to 1000: of a customer's wallets the lowest pays first
     * @param topUpRules all of them: one that is not named ends
     */
    public record ChangeWallet(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Min(0) @Max(1000) Integer priority,

            @Nullable @Size(max = 2) List<@Valid @NotNull ChangeRule> topUpRules) {

        WalletChange change() {
            return new WalletChange(
                    name,
                    priority,
                    topUpRules == null
                            ? null
                            : topUpRules.stream().map(ChangeRule::wanted).toList());
        }
    }

    /**
     * A rule by which a wallet is topped up by itself.
     *
     * @param trigger {@code threshold}: when it has less than {@code threshold_credits}; {@code interval}: each week, month, quarter or
     *     year
     * @param method {@code fixed}: so many credits; {@code target}: filled up to so many
     * @param kind granted, or purchased by an invoice each time
     * @param credits how many, or up to how many; at least those of the threshold
     * @param thresholdCredits with less in the wallet it is topped up; credits of purchases that are open count
     * @param interval how often
     * @param startsOn the day that the days of the interval are tied to; left out, today. The first one is after today
     * @param expiresAfterDays days after the top-up from when on its credits pay nothing; left out, never
     */
    public record ChangeRule(
            @NotNull TopUpTrigger trigger,
            @NotNull TopUpMethod method,
            @NotNull TopUpKind kind,

            @NotNull @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal credits,

            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal thresholdCredits,

            @Nullable TopUpInterval interval,
            @Nullable LocalDate startsOn,
            @Nullable @Min(1) @Max(3650) Integer expiresAfterDays) {

        NewTopUpRule wanted() {
            return new NewTopUpRule(
                    trigger, method, kind, credits, thresholdCredits, interval, startsOn, expiresAfterDays);
        }
    }

    /**
     * Credits to be put into a wallet.
     *
     * @param credits how many; worth the wallet's rate each, rounded once
     * @param expiresAt from when on they pay nothing; left out, never
     */
    public record CreateTopUp(
            @NotNull TopUpKind kind,

            @NotNull @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal credits,

            @Nullable Instant expiresAt) {}
}
