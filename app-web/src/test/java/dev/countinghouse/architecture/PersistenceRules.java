package dev.countinghouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.sql.DriverManager;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.SharedSessionContract;

/** Where the database and Redis may be touched. */
public final class PersistenceRules {

    /** The scope of each transaction, and the making and moving of whole tenants. */
    private static final Set<String> CONNECTIONS =
            Set.of("ScopedConnections", "TenantFactory", "TenantVault", "RegistryTimer");

    private PersistenceRules() {}

    /** Statements stand in repositories; {@code Listing} is what their lists are made of, {@code EntityHistory} a listener. */
    public static ArchRule onlyRepositoriesHoldAnEntityManager(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(Parts.named("Repository").or(Parts.oneOf(Set.of("Listing", "EntityHistory")))))
                .should()
                .dependOnClassesThat(assignableTo(EntityManager.class).or(assignableTo(SharedSessionContract.class)));
    }

    /** A connection that nobody scoped could read any tenant. */
    public static ArchRule onlyTheScopeOpensConnections(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(Parts.oneOf(CONNECTIONS)))
                .should()
                .dependOnClassesThat(belongToAnyOf(DataSource.class, DriverManager.class));
    }

    /** Redis keys are named in one place. */
    public static ArchRule onlyRedisKnowsItsClient(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients..");
    }

    /** Features talk through services, views and ids: the compiler keeps tables apart. */
    public static ArchRule entitiesAndRepositoriesStayInTheirFeature(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areTopLevelClasses()
                .and()
                .areAnnotatedWith(Entity.class)
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate();
    }
}
