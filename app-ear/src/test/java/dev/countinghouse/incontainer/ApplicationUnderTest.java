package dev.countinghouse.incontainer;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ArchiveFormat;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The built EAR with a test module in place of the API's. */
final class ApplicationUnderTest {

    private static final String BEANS =
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"annotated\"/>";

    private ApplicationUnderTest() {}

    /** Everything that is shipped but app-web.war, a WAR with the test class, and the probe. */
    static EnterpriseArchive archive(Class<?> test) {
        EnterpriseArchive built = built();
        return withoutModules(built)
                .addAsModule(product(built).addClass(DatabaseProbe.class))
                .addAsModule(inside(test))
                .setApplicationXML(new StringAsset(applicationXml("")));
    }

    /** Everything that is shipped, its guards made switchable, and a WAR with the test classes. */
    static EnterpriseArchive underAttack(Class<?>... tests) {
        EnterpriseArchive built = built();
        JavaArchive library =
                ShrinkWrap.create(JavaArchive.class, "removed-guard.jar").addClass(RemovedGuard.class);
        return withoutModules(built)
                .addAsLibrary(library)
                .addAsModule(SwitchableGuards.in(product(built)).addClass(DatabaseProbe.class))
                .addAsModule(SwitchableGuards.in(built.getAsType(WebArchive.class, "/app-web.war", ArchiveFormat.ZIP)))
                .addAsModule(inside(tests))
                .setApplicationXML(new StringAsset(applicationXml(
                        "<module><web><web-uri>app-web.war</web-uri><context-root>/</context-root></web></module>")));
    }

    private static EnterpriseArchive built() {
        return ShrinkWrap.create(ZipImporter.class, "built.ear")
                .importFrom(new File(System.getProperty("countinghouse.ear")))
                .as(EnterpriseArchive.class);
    }

    private static EnterpriseArchive withoutModules(EnterpriseArchive built) {
        return ShrinkWrap.create(EnterpriseArchive.class, "countinghouse.ear")
                .merge(
                        built,
                        Filters.exclude("/(app-ejb\\.jar|app-web\\.war|META-INF/application\\.xml|META-INF/maven/.*)"));
    }

    private static JavaArchive product(EnterpriseArchive built) {
        return built.getAsType(JavaArchive.class, "/app-ejb.jar", ArchiveFormat.ZIP);
    }

    private static WebArchive inside(Class<?>... tests) {
        return Testable.archiveToTest(ShrinkWrap.create(WebArchive.class, "inside.war")
                .addClasses(tests)
                .addClass(ServerLaidOut.class)
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml")
                .addAsLibraries(library("assertj", Assertions.class), library("awaitility", Awaitility.class))
                .addAsLibraries(library("hamcrest", Matcher.class)));
    }

    private static JavaArchive library(String name, Class<?> of) {
        File jar =
                new File(of.getProtectionDomain().getCodeSource().getLocation().getPath());
        return ShrinkWrap.create(ZipImporter.class, name + ".jar")
                .importFrom(jar)
                .as(JavaArchive.class);
    }

    private static String applicationXml(String moreModules) {
        return "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">"
                + "<application-name>countinghouse</application-name>"
                + "<module><ejb>app-ejb.jar</ejb></module>"
                + "<module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>"
                + moreModules
                + "<library-directory>lib</library-directory></application>";
    }
}
