package dev.countinghouse.web.wallet;

import dev.countinghouse.invoicing.CreditSaleService;
import dev.countinghouse.paging.Page;
import dev.countinghouse.wallet.NewTopUp;
import dev.countinghouse.wallet.TopUpKind;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
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
