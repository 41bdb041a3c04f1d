package dev.countinghouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.ws.rs.POST;
import java.util.Set;

/** What holds of all operations of the API. */
public final class WebRules {

    /** Operators' own, and people's: nothing of it lies in a tenant's schema. */
    private static final Set<String> OUTSIDE_THE_BOOKS = Set.of("platform", "auth", "jobs", "webhooks");

    /** What a tenant without room may still do: it brings in money or gives it back, gives up claims, takes things out of use, or proves what is there. */
    private static final Set<String> ALWAYS = Set.of(
            "InvoicesResource.pay",
            "CollectionResource.collect",
            "PaymentLinkResource.open",
            "PaymentRefundResource.refund",
            "PaymentAttemptsResource.abandon",
            "StripeAccountResource.release",
            "MailSettingsResource.release",
            "StripeWebhookResource.take",
            "InvoicesResource.makeVoid",
            "InvoicesResource.writeOff",
            "InvoiceVerificationResource.verify",
            "SubscriptionsResource.cancel",
            "AddOnsResource.archive",
            "CouponsResource.archive",
            "FeaturesResource.archive",
            "TaxRatesResource.archive",
            "UsageAlertsResource.archive",
            "LegalEntitiesResource.archive");

    private WebRules() {}

    /** Whoever may store no more is refused by each operation that stores, not by those that somebody thought of. */
    public static ArchRule whatIsPostedTakesRoom(String root) {
        return classes().that().resideInAPackage(root + ".web..").should(new ArchCondition<>("take room") {
            @Override
            public void check(JavaClass resource, ConditionEvents events) {
                if (OUTSIDE_THE_BOOKS.contains(Parts.of(root + ".web", resource))) {
                    return;
                }
                for (JavaMethod method : resource.getMethods()) {
                    String name = resource.getSimpleName() + "." + method.getName();
                    if (method.isAnnotatedWith(POST.class)
                            && !method.isAnnotatedWith(TakesRoom.class)
                            && !ALWAYS.contains(name)) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " takes no room"));
                    }
                }
            }
        });
    }
}
