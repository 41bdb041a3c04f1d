package dev.countinghouse.web.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.MigrationSelection;
import dev.countinghouse.subscription.PlanMigrationService;
import dev.countinghouse.subscription.PlanMigrationView;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Moves subscribers of a plan to a version of it. */
@Path("/plans/{id}/versions/{number}/migration")
@ApplicationScoped
@Tag(name = "Subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlanMigrationResource {

    private static final int TOKEN_LENGTH_MAX = 128;

    @Inject
    PlanMigrationService migrations;

    @POST
    @Path("preview")
    @TakesRoom
    @Operation(
            summary = "What moving subscribers to this version would do; nothing is changed",
            description = "At most 1,000 subscriptions at once; go on with after = next.")
    public PlanMigrationView preview(
            @PathParam("id") UUID id, @PathParam("number") int number, @Valid @NotNull PreviewMigration request) {
        return migrations.preview(
                id,
                number,
                selection(request.fromVersion(), request.subscriptionIds(), request.limit(), request.after()));
    }

    @POST
    @TakesRoom
    @Operation(
            summary = "Move subscribers to this version, each where its next period begins, as a preview showed it",
            description =
                    "The same selection as in the preview, with its token: all that could move there moves, in one"
                            + " transaction. When anything is different by now, nothing moves: 409 preview_outdated.")
    public PlanMigrationView execute(
            @PathParam("id") UUID id, @PathParam("number") int number, @Valid @NotNull ExecuteMigration request) {
        return migrations.execute(
                id,
                number,
                selection(request.fromVersion(), request.subscriptionIds(), request.limit(), request.after()),
                request.token());
    }

    private static MigrationSelection selection(
            @Nullable Integer fromVersion,
            @Nullable List<UUID> subscriptionIds,
            @Nullable Integer limit,
            @Nullable UUID after) {
        if (subscriptionIds != null && (limit != null || after != null)) {
            throw BillingException.invalid("subscription_ids", "not_alone", "must not be together with limit or after");
        }
        return new MigrationSelection(
                fromVersion, subscriptionIds, limit == null ? MigrationSelection.LIMIT_MAX : limit, after);
    }

    /**
     * Which subscribers; what is left out means any that have another version.
     *
     * @param fromVersion those of this version alone
     * @param subscriptionIds these alone
     * @param limit most of them at once; 1,000 when left out
     * @param after where to go on: {@code next} of the answer before
     */
    public record PreviewMigration(
            @Nullable @Min(1) Integer fromVersion,

            @Nullable @Size(min = 1, max = MigrationSelection.LIMIT_MAX)
            List<@NotNull UUID> subscriptionIds,

            @Nullable @Min(1) @Max(MigrationSelection.LIMIT_MAX)
            Integer limit,

            @Nullable UUID after) {}

    /**
     * The selection that was previewed, and the preview's token.
     *
     * @param fromVersion as in the preview
     * @param subscriptionIds as in the preview
     * @param limit as in the preview
     * @param after as in the preview
     */
    public record ExecuteMigration(
            @NotNull @Size(min = 1, max = TOKEN_LENGTH_MAX) String token,
            @Nullable @Min(1) Integer fromVersion,

            @Nullable @Size(min = 1, max = MigrationSelection.LIMIT_MAX)
            List<@NotNull UUID> subscriptionIds,

            @Nullable @Min(1) @Max(MigrationSelection.LIMIT_MAX)
            Integer limit,

            @Nullable UUID after) {}
}
