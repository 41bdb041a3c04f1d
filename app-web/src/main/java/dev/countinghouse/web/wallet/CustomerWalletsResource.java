package dev.countinghouse.web.wallet;

import dev.countinghouse.paging.Page;
import dev.countinghouse.wallet.NewWallet;
import dev.countinghouse.wallet.WalletService;
import dev.countinghouse.wallet.WalletView;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Wallets of a customer. */
@Path("/customers/{id}/wallets")
@ApplicationScoped
@Tag(name = "Wallets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CustomerWalletsResource {

    @Inject
    WalletService wallets;

    @POST
    @TakesRoom
    @Operation(summary = "Open a wallet: the customer's invoices are settled from what is put into it")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Response create(@PathParam("id") UUID id, @Valid @NotNull CreateWallet request) {
        WalletView wallet = wallets.create(request.wanted(id));
        return ETags.created("wallets", wallet.id(), wallet);
    }

    @GET
    @Operation(summary = "The wallets of a customer, newest first; terminated ones too")
    public Page<WalletView> list(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return wallets.list(id, page.page());
    }

    /**
     * A wallet to be opened.
     *
     * @param currency left out, the customer's
     * @param priority 0 to 1000: of a customer's wallets the lowest pays first; left out, 100
     * @param creditRate money of one credit, in major units; left out, 1
     */
    public record CreateWallet(
            @NotBlank @Size(max = 200) String name,
            @Nullable @CurrencyCode String currency,
            @Nullable @Min(0) @Max(1000) Integer priority,

            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal creditRate) {

        private static final int MIDDLE = 100;

        NewWallet wanted(UUID customerId) {
            return new NewWallet(
                    customerId,
                    name,
                    currency,
                    Objects.requireNonNullElse(priority, MIDDLE),
                    Objects.requireNonNullElse(creditRate, BigDecimal.ONE));
        }
    }
}
