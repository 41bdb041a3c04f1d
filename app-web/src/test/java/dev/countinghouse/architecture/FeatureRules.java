package dev.countinghouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Which part of the product may know which. Against the arrow travel events only. */
public final class FeatureRules {

    /** What every feature stands on. */
    static final Set<String> FLOOR = Set.of(
            "problem",
            "clock",
            "database",
            "tenancy",
            "redis",
            "ratelimit",
            "outbox",
            "history",
            "audit",
            "work",
            "json",
            "money",
            "time",
            "ids",
            "paging",
            "customdata",
            "idempotency",
            "sealing",
            "mail",
            "network",
            "oidc");

    /** What a feature may use besides the floor. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("tenancy", Set.of("migrations")), // which versions of a schema the code works with
            Map.entry("branding", Set.of()), // what anybody sees at the login
            Map.entry("identity", Set.of()),
            Map.entry("legalentity", Set.of("tax.domain", "einvoice.domain")),
            Map.entry("customer", Set.of("catalog", "legalentity", "tax", "einvoice.domain")),
            Map.entry("rating", Set.of()),
            Map.entry("tax", Set.of()),
            Map.entry("einvoice", Set.of()),
            Map.entry("ledger", Set.of()),
            Map.entry("wallet", Set.of("customer", "ledger")),
            Map.entry("jobs", Set.of("identity")),
            Map.entry(
                    "platform",
                    Set.of(
                            "identity",
                            "jobs",
                            "metering",
                            "legalentity",
                            "migrations",
                            "vault")), // makes and moves whole schemas
            Map.entry("catalog", Set.of("rating", "metering.domain")),
            Map.entry("metering", Set.of("catalog", "customer")),
            Map.entry("subscription", Set.of("customer", "catalog", "metering")),
            Map.entry(
                    "invoicing",
                    Set.of(
                            "customer",
                            "legalentity",
                            "catalog",
                            "metering",
                            "subscription",
                            "rating",
                            "tax",
                            "wallet",
                            "ledger",
                            "jobs")),
            Map.entry("documents", Set.of("customer", "invoicing", "platform", "tax.domain", "einvoice.domain")),
            Map.entry("payments", Set.of("customer", "invoicing", "ledger")),
            Map.entry("statement", Set.of("customer", "ledger")),
            Map.entry("customermail", Set.of("customer", "invoicing", "documents", "platform")),
            Map.entry("dunning", Set.of("customer", "invoicing", "payments", "customermail")),
            Map.entry("analytics", Set.of("metering")),
            Map.entry("webhooks", Set.of()));

    private static final String WEB = "web";
    private static final String PERMISSION = "Permission"; // the names of permissions are everybody's

    private FeatureRules() {}

    /** A part uses what the table allows and no more; a part that the table does not know is a violation too. */
    public static ArchRule partsUseWhatTheTableAllows(String root) {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("use what the table allows") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                String from = Parts.of(root, origin);
                if (!from.equals(WEB) && !FLOOR.contains(from) && !MAY_USE.containsKey(from)) {
                    events.add(SimpleConditionEvent.violated(origin, origin.getName() + " is in no part of the table"));
                }
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    boolean ours = target.getPackageName().startsWith(root + ".");
                    if (ours && !allowed(from, Parts.of(root, target), target)) {
                        events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static boolean allowed(String from, String to, JavaClass target) {
        return from.equals(to)
                || FLOOR.contains(to)
                || (from.equals(WEB) && MAY_USE.containsKey(to))
                || (to.equals("identity") && target.getSimpleName().equals(PERMISSION))
                || MAY_USE.getOrDefault(from, Set.of()).contains(to)
                || (isPure(target) && MAY_USE.getOrDefault(from, Set.of()).contains(to + ".domain"));
    }

    private static boolean isPure(JavaClass target) {
        return target.getPackageName().endsWith(".domain");
    }

    /** No part needs itself by a detour. Pure rules need no part at all, so a way that leads to them ends there. */
    public static ArchRule partsHaveNoCycles(String root) {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), simpleName(PERMISSION))
                .ignoreDependency(alwaysTrue(), resideInAPackage("..domain.."));
    }

    /** A resource of one feature does not lean on another's: what they share is in {@code web.api}. */
    public static ArchRule resourcesShareTheApiPackageOnly(String root) {
        String web = root + "." + WEB;
        return classes().that().resideInAPackage(web + "..").should(new ArchCondition<>("share web.api only") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(web + ".")) {
                        String to = Parts.of(web, target);
                        if (!to.equals("api") && !to.equals(Parts.of(web, origin))) {
                            events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
                        }
                    }
                }
            }
        });
    }

    /** Money, calendar and the rules of every feature need nothing but the JDK: they can be read, tested and trusted alone. */
    public static ArchRule pureCodeNeedsTheJdkAlone(String root) {
        return classes()
                .that()
                .resideInAnyPackage(root + ".money..", root + ".time..", root + ".*.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", root + ".money..", root + ".time..", root + ".*.domain..");
    }
}
