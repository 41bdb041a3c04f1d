package dev.countinghouse.web.dunning;

import dev.countinghouse.dunning.CampaignStep;
import dev.countinghouse.dunning.DunningAction;
import dev.countinghouse.dunning.DunningCampaignChange;
import dev.countinghouse.dunning.DunningCampaignView;
import dev.countinghouse.dunning.DunningService;
import dev.countinghouse.dunning.NewDunningCampaign;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.problem.BillingException;
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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is done about invoices that are not paid when they are due. */
@Path("/dunning-campaigns")
@ApplicationScoped
@Tag(name = "Dunning")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DunningCampaignsResource {

    @Inject
    DunningService dunning;

    @POST
    @TakesRoom
    @Operation(
            summary = "Make a dunning campaign: what is done about invoices that are not paid when they are due",
            description =
                    "Its steps are taken one after the other, each so many days after the due date or the day of the step before, as long as"
                            + " something is due. mail queues dunning_notice, which has to be switched on; retry charges the customer's default"
                            + " payment method, not before the last decline is as old as its code asks for, and not at all after one that is"
                            + " final; hand_over ends the campaign and is told by dunning.step_taken. The default one is at work, for invoices"
                            + " that are due from the day on which it became so, and for what the one before it had begun; it takes the place"
                            + " of the reminder after the due date. Nothing is done while a payment may be on its way.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = DunningCampaignView.class)))
    public Response create(@Valid @NotNull CreateDunningCampaign request) {
        DunningCampaignView campaign = dunning.create(request.wanted());
        return ETags.created("dunning-campaigns", campaign.id(), campaign);
    }

    @GET
    @Operation(summary = "List dunning campaigns, newest first")
    public Page<DunningCampaignView> list(@BeanParam PageParams page) {
        return dunning.list(page.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One dunning campaign")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DunningCampaignView.class)))
    public Response get(@PathParam("id") UUID id) {
        DunningCampaignView campaign = dunning.get(id);
        return ETags.ok(campaign, campaign.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Change a dunning campaign; what is left out stays",
            description =
                    "Steps that were taken about an invoice stay taken: its next one is the one at its place from now on.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DunningCampaignView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChangeDunningCampaign request) {
        DunningCampaignView campaign = dunning.change(id, request.change(), ETags.expected(ifMatch));
        return ETags.ok(campaign, campaign.version());
    }

    private static List<CampaignStep> steps(List<SetStep> steps) {
        return steps.stream().map(SetStep::toStep).toList();
    }

    private static List<Money> minimums(List<SetMinimum> wanted) {
        List<Money> minimums = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            minimums.add(wanted.get(i).toMoney("minimums[%d].amount".formatted(i)));
        }
        return minimums;
    }

    /** A campaign to make. */
    public record CreateDunningCampaign(
            @NotNull
            @Size(min = 1, max = 100)
            @Pattern(regexp = "\\P{Cntrl}*\\S\\P{Cntrl}*", message = "must be one line")
            String name,

            @Nullable Boolean isDefault,
            @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid SetStep> steps,
            @Nullable @Size(max = 20) List<@NotNull @Valid SetMinimum> minimums) {

        NewDunningCampaign wanted() {
            return new NewDunningCampaign(
                    name,
                    Boolean.TRUE.equals(isDefault),
                    DunningCampaignsResource.steps(steps),
                    minimums == null ? List.of() : DunningCampaignsResource.minimums(minimums));
        }
    }

    /** What is to be otherwise; lists replace the whole of theirs. */
    public record ChangeDunningCampaign(
            @Nullable
            @Size(min = 1, max = 100)
            @Pattern(regexp = "\\P{Cntrl}*\\S\\P{Cntrl}*", message = "must be one line")
            String name,

            @Nullable Boolean isDefault,
            @Nullable @Size(min = 1, max = 20) List<@NotNull @Valid SetStep> steps,
            @Nullable @Size(max = 20) List<@NotNull @Valid SetMinimum> minimums) {

        DunningCampaignChange change() {
            return new DunningCampaignChange(
                    name,
                    isDefault,
                    steps == null ? null : DunningCampaignsResource.steps(steps),
                    minimums == null ? null : DunningCampaignsResource.minimums(minimums));
        }
    }

    /**
     * A step.
     *
     * @param waitDays from the due date, or the day of the step before
     * @param subject of a mail in words of its own, as in mail templates; left out, with the text: in those of dunning_notice
     */
    public record SetStep(
            @NotNull @Min(0) @Max(365) Integer waitDays,
            @NotNull DunningAction action,

            @Nullable
            @Size(min = 1, max = 200)
            @Pattern(regexp = "\\P{Cntrl}*\\S\\P{Cntrl}*", message = "must be one line")
            String subject,

            @Nullable
            @Size(min = 1, max = 5000)
            @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must say something")
            String text) {

        CampaignStep toStep() {
            return new CampaignStep(waitDays, action, subject, text);
        }
    }

    /** How much has to be due in a currency. */
    public record SetMinimum(
            @NotNull @Positive @Digits(integer = 12, fraction = 3)
            BigDecimal amount,

            @NotNull @CurrencyCode String currency) {

        Money toMoney(String field) {
            try {
                return Money.exact(amount, Currency.getInstance(currency));
            } catch (ArithmeticException e) {
                throw BillingException.invalid(field, "too_fine", "has more decimals than " + currency + " has");
            }
        }
    }
}
