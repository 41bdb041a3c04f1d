package dev.countinghouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.countinghouse.architecture.BeanRules;
import dev.countinghouse.architecture.FeatureRules;
import dev.countinghouse.architecture.LanguageRules;
import dev.countinghouse.architecture.PersistenceRules;
import dev.countinghouse.architecture.WebRules;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.identity.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shape of the product, held by rules. A rule that cannot fail is no rule: each is also applied to small classes made
 * to break it, in {@code archviolations}, where it must find every {@code Bad…} one and no other.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.countinghouse";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/migrations/"))
            .importPackages(ROOT);

    /** A rule about the code of a root package, and where the classes that break it are. */
    record Rule(String name, Function<String, ArchRule> of, String violations) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule("parts use what the table allows", FeatureRules::partsUseWhatTheTableAllows, "table"),
                new Rule("parts have no cycles", FeatureRules::partsHaveNoCycles, "cycles"),
                new Rule("resources share web.api only", FeatureRules::resourcesShareTheApiPackageOnly, "resources"),
                new Rule("pure code needs the JDK alone", FeatureRules::pureCodeNeedsTheJdkAlone, "pure"),
                new Rule(
                        "only repositories hold an EntityManager",
                        PersistenceRules::onlyRepositoriesHoldAnEntityManager,
                        "statements"),
                new Rule(
                        "only the scope opens connections",
                        PersistenceRules::onlyTheScopeOpensConnections,
                        "connections"),
                new Rule("only redis knows its client", PersistenceRules::onlyRedisKnowsItsClient, "jedis"),
                new Rule(
                        "entities and repositories stay in their feature",
                        PersistenceRules::entitiesAndRepositoriesStayInTheirFeature,
                        "tables"),
                new Rule(
                        "services name a permission for each method",
                        BeanRules::servicesNameAPermissionForEachMethod,
                        "services"),
                new Rule(
                        "enterprise beans say who may call them", BeanRules::enterpriseBeansSayWhoMayCallThem, "beans"),
                new Rule(
                        "roles are named where they are checked", BeanRules::rolesAreNamedWhereTheyAreChecked, "roles"),
                new Rule("only known beans are open to everybody", BeanRules::onlyKnownBeansAreOpenToEverybody, "open"),
                new Rule("schedules stand in timers", BeanRules::schedulesStandInTimers, "schedules"),
                new Rule("nobody makes timers", BeanRules::nobodyMakesTimers, "timers"),
                new Rule("the web calls services", BeanRules::theWebCallsServices, "calls"),
                new Rule("only the web knows HTTP", BeanRules::onlyTheWebKnowsHttp, "http"),
                new Rule("what is posted takes room", WebRules::whatIsPostedTakesRoom, "room"),
                new Rule(
                        "nothing near money is a binary float",
                        LanguageRules::nothingNearMoneyIsABinaryFloat,
                        "floats"),
                new Rule("time comes from a clock", LanguageRules::timeComesFromAClock, "time"),
                new Rule("names say what things are", LanguageRules::namesSayWhatThingsAre, "names"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeeps(Rule rule) {
        rule.of().apply(ROOT).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatBreaksIsFound(Rule rule) {
        String root = ROOT + ".archviolations." + rule.violations();
        JavaClasses made = new ClassFileImporter().importPackages(root);
        String report = rule.of().apply(root).evaluate(made).getFailureReport().toString();
        Set<String> bad = made.stream()
                .map(JavaClass::getName)
                .filter(name -> name.contains(".Bad"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(bad).isNotEmpty().allSatisfy(name -> assertThat(report).contains(name));
        assertThat(report).doesNotContain(".Good");
    }

    @Test
    void bothModulesAreLookedAt() {
        Set<String> names = PRODUCT.stream().map(JavaClass::getName).collect(Collectors.toSet());
        assertThat(names)
                .contains(ROOT + ".invoicing.InvoiceRun", ROOT + ".web.invoicing.InvoicesResource")
                .noneMatch(name -> name.contains("archviolations") || name.endsWith("Test"));
    }

    /** A misspelt permission would lock everybody out, or nobody ever gets it. */
    @Test
    void everyPermissionThatIsAskedForIsOneThatARoleOrAnOperatorHas() {
        List<String> asked = PRODUCT.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(RolesAllowed.class))
                .flatMap(ArchitectureTest::permissions)
                .distinct()
                .toList();
        assertThat(asked).isNotEmpty();
        Set<String> had = new TreeSet<>(Role.OWNER.permissions());
        had.addAll(Permission.OF_OPERATORS);
        assertThat(had).containsAll(asked);
    }

    private static Stream<String> permissions(JavaMethod method) {
        return Stream.of(method.getAnnotationOfType(RolesAllowed.class).value());
    }
}
