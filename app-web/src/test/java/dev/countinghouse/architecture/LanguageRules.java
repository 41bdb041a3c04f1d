package dev.countinghouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** What code may not say. */
public final class LanguageRules {

    private static final Set<String> REAL_TIME = Set.of("RealTimeSource");

    private LanguageRules() {}

    /** Binary floats lose cents: not even inside a method. */
    public static ArchRule nothingNearMoneyIsABinaryFloat(String root) {
        return classes()
                .that(Parts.in(
                        root,
                        "money",
                        "time",
                        "rating",
                        "catalog",
                        "metering",
                        "subscription",
                        "invoicing",
                        "tax",
                        "wallet",
                        "ledger",
                        "payments"))
                .should(new ArchCondition<>("have no binary float") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        List<String> floats = ByteCode.of(type).floats();
                        if (!floats.isEmpty()) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + ": " + floats));
                        }
                    }
                });
    }

    /** Time is asked of a clock that was injected; real time enters in one place. */
    public static ArchRule timeComesFromAClock(String root) {
        DescribedPredicate<JavaAccess<?>> bareTime = describe("bare time", LanguageRules::isBareTime);
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(Parts.oneOf(REAL_TIME)))
                .should()
                .accessTargetWhere(bareTime);
    }

    private static boolean isBareTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(Clock.class)) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis");
        }
        if (owner.isEquivalentTo(Calendar.class)) {
            return name.equals("getInstance");
        }
        String signature = access.getTarget().getFullName();
        if (owner.isEquivalentTo(Date.class)) {
            return signature.endsWith(".<init>()");
        }
        return owner.getPackageName().startsWith("java.time")
                && name.equals("now")
                && !signature.endsWith("(" + Clock.class.getName() + ")");
    }

    /** A name says what a thing is to the business. */
    public static ArchRule namesSayWhatThingsAre(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|DTO)(\\$.*)?");
    }
}
