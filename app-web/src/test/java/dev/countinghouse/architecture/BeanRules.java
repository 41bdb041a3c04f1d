package dev.countinghouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Schedule;
import jakarta.ejb.Schedules;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Who may call a bean, and what starts by itself. */
public final class BeanRules {

    /** Those before login: they have nobody's role to ask for. */
    private static final Set<String> BEFORE_LOGIN = Set.of("SessionService", "LoginService", "RegistrationService");

    /** Beans that anybody in this server may call; each acts as a role of its own or for a timer. */
    private static final Set<String> OPEN = Set.of(
            "SessionService",
            "TenantDirectory",
            "ApiKeyLookup",
            "OperatorKeyLookup",
            "SupportAccessLookup",
            "SupportAccessDesk",
            "ProvisioningKeyLookup",
            "ProvisioningBook",
            "PlatformKey",
            "RevocationStore",
            "InvitationBook",
            "Joining",
            "MyTenants",
            "SigningKeyStore",
            "TenantFactory",
            "WorkQueue",
            "JobQueue",
            "MailQueue",
            "WebhookQueue",
            "WebhookWork",
            "BrandingFile",
            "Accounts",
            "AccountRequests",
            "SessionDirectory",
            "MagicLinkLogin",
            "SecondFactors",
            "SecondFactorLogin",
            "SsoBook",
            "SsoJoining",
            "ArchiveRecords",
            "TenantVault",
            "SandboxDirectory",
            "UserDirectory",
            "StripeWebhooks",
            "UsageRollUp");

    /** Beans without roles that the web tier may call: none of them shows or changes a tenant's books. */
    private static final Set<String> OPEN_TO_THE_WEB = Set.of(
            "SessionService",
            "LoginService",
            "RegistrationService",
            "Authentication",
            "InvitationAcceptance",
            "PlatformSignatures",
            "Provisioning",
            "MyTenants",
            "SigningKeys",
            "TenantDirectory",
            "KnownTenants",
            "RegistryMemory",
            "RateLimits",
            "Quotas",
            "TenantSlots",
            "TenantStorage",
            "Mailbox",
            "PasswordReset",
            "EmailVerification",
            "MagicLinks",
            "LoginChallenges",
            "SsoLogin",
            "IdempotencyKeys",
            "StripeWebhooks", // takes what is signed with the tenant's own secret, and nothing else
            "BrandingFile",
            "Redis");

    private BeanRules() {}

    /** What can be done with a feature names the permission for it, method by method, where the container checks it. */
    public static ArchRule servicesNameAPermissionForEachMethod(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and(Parts.named("Service"))
                .and()
                .areTopLevelClasses()
                .and(not(Parts.oneOf(BEFORE_LOGIN)))
                .should()
                .beAnnotatedWith(Stateless.class)
                .andShould(nameARoleForEachPublicMethod());
    }

    /** A stateless bean without a word about roles would be open to everybody. */
    public static ArchRule enterpriseBeansSayWhoMayCallThem(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and(describe("are enterprise beans", BeanRules::isEnterpriseBean))
                .and(describe("are not open", type -> !type.isAnnotatedWith(PermitAll.class)))
                .should(nameARoleForEachPublicMethod());
    }

    private static ArchCondition<JavaClass> nameARoleForEachPublicMethod() {
        return new ArchCondition<>("name a role for each public method") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethod method : type.getMethods()) {
                    boolean callable =
                            method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC);
                    if (callable && !method.isAnnotatedWith(RolesAllowed.class)) {
                        events.add(SimpleConditionEvent.violated(type, method.getFullName() + " names no role"));
                    }
                }
            }
        };
    }

    /** The container checks roles of enterprise beans only: elsewhere the annotation would be a lie. */
    public static ArchRule rolesAreNamedWhereTheyAreChecked(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and(describe("name roles", BeanRules::namesRoles))
                .should(new ArchCondition<>("be enterprise beans") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!isEnterpriseBean(type)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " is no enterprise bean"));
                        }
                    }
                });
    }

    /** Every bean that is open to all is on a list that somebody has to change on purpose. */
    public static ArchRule onlyKnownBeansAreOpenToEverybody(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(Parts.named("Run", "Timer", "Bell").or(Parts.oneOf(OPEN))))
                .should(new ArchCondition<>("be open") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean open = type.isAnnotatedWith(PermitAll.class)
                                || type.getMethods().stream()
                                        .anyMatch(method -> method.isAnnotatedWith(PermitAll.class));
                        events.add(new SimpleConditionEvent(type, open, type.getName() + " is open"));
                    }
                });
    }

    /** Ticks are not persistent and stand in timers, which leave transactions to the runs they call. */
    public static ArchRule schedulesStandInTimers(String root) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .and(describe("are started by the container", BeanRules::isScheduled))
                .and()
                .areDeclaredInClassesThat(not(Parts.named("Bell")))
                .should(new ArchCondition<>("stand in a timer and leave no trace in the server") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        JavaClass owner = method.getOwner();
                        boolean timer = owner.getSimpleName().endsWith("Timer")
                                && owner.isAnnotatedWith(Singleton.class)
                                && owner.tryGetAnnotationOfType(TransactionManagement.class)
                                        .map(by -> by.value() == TransactionManagementType.BEAN)
                                        .orElse(false);
                        boolean traceless = method.tryGetAnnotationOfType(Schedule.class)
                                .map(schedule -> !schedule.persistent())
                                .orElse(false);
                        if (!timer || !traceless) {
                            events.add(
                                    SimpleConditionEvent.violated(method, method.getFullName() + " is no such tick"));
                        }
                    }
                });
    }

    /** No timer is made at run time: what is due is a row. A bell makes one to call for a tick before its time, which finds rows as any. */
    public static ArchRule nobodyMakesTimers(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(Parts.named("Bell")))
                .should()
                .dependOnClassesThat(belongToAnyOf(TimerService.class));
    }

    /** A run acts without a role, a repository without a rule: the web tier calls what asks for one. */
    public static ArchRule theWebCallsServices(String root) {
        DescribedPredicate<JavaClass> unasked = describe(
                "ask for no role",
                type -> type.getPackageName().startsWith(root + ".")
                        && !Parts.of(root, type).equals("web")
                        && (isOpenBean(type)
                                || Parts.named("Run", "Timer", "Repository").test(type)));
        return noClasses()
                .that()
                .resideInAPackage(root + ".web..")
                .should()
                .dependOnClassesThat(unasked.and(not(Parts.oneOf(OPEN_TO_THE_WEB))));
    }

    /** How the product is reached is the web tier's business alone. */
    public static ArchRule onlyTheWebKnowsHttp(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");
    }

    private static boolean isEnterpriseBean(JavaClass type) {
        return type.isAnnotatedWith(Stateless.class) || type.isAnnotatedWith(Singleton.class);
    }

    private static boolean isOpenBean(JavaClass type) {
        return type.isAnnotatedWith(PermitAll.class) || type.isAnnotatedWith(ApplicationScoped.class);
    }

    private static boolean namesRoles(JavaClass type) {
        return type.isAnnotatedWith(RolesAllowed.class)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(RolesAllowed.class));
    }

    private static boolean isScheduled(JavaMethod method) {
        return method.isAnnotatedWith(Schedule.class)
                || method.isAnnotatedWith(Schedules.class)
                || method.isAnnotatedWith(Timeout.class);
    }
}
