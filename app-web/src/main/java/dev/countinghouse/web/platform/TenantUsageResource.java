package dev.countinghouse.web.platform;

import dev.countinghouse.platform.UsageReportService;
import dev.countinghouse.platform.UsageReportView;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant uses of what its tier allows. */
@Path("/tenant/usage")
@ApplicationScoped
@Tag(name = "Tenant")
@Produces(MediaType.APPLICATION_JSON)
public class TenantUsageResource {

    private static final Pattern MONTH = Pattern.compile("(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])");

    @Inject
    UsageReportService reports;

    @GET
    @Operation(summary = "What the tenant used in a month, and what its tier allows")
    public UsageReportView get(
            @Parameter(description = "A month such as 2026-03, in UTC; the present one when it is left out")
                    @QueryParam("period")
                    @Nullable
                    String period) {
        if (period != null && !MONTH.matcher(period).matches()) {
            throw BillingException.invalid("period", "no_month", "must be a month such as 2026-03");
        }
        return reports.report(period == null ? null : YearMonth.parse(period));
    }
}
