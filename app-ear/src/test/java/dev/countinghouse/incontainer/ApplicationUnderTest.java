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
        EnterpriseArchive built = ShrinkWrap.create(ZipImporter.class, "built.ear")
                .importFrom(new File(System.getProperty("countinghouse.ear")))
                .as(EnterpriseArchive.class);
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, "countinghouse.ear")
                .merge(
                        built,
                        Filters.exclude("/(app-ejb\\.jar|app-web\\.war|META-INF/application\\.xml|META-INF/maven/.*)"));
        WebArchive module = Testable.archiveToTest(ShrinkWrap.create(WebArchive.class, "inside.war")
                .addClasses(test, ServerLaidOut.class)
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml")
                .addAsLibraries(library("assertj", Assertions.class), library("awaitility", Awaitility.class))
                .addAsLibraries(library("hamcrest", Matcher.class)));
        JavaArchive product = built.getAsType(JavaArchive.class, "/app-ejb.jar", ArchiveFormat.ZIP);
        return ear.addAsModule(product.addClass(DatabaseProbe.class))
                .addAsModule(module)
                .setApplicationXML(new StringAsset(applicationXml()));
    }

    private static JavaArchive library(String name, Class<?> of) {
        File jar =
                new File(of.getProtectionDomain().getCodeSource().getLocation().getPath());
        return ShrinkWrap.create(ZipImporter.class, name + ".jar")
                .importFrom(jar)
                .as(JavaArchive.class);
    }

    private static String applicationXml() {
        return "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">"
                + "<application-name>countinghouse</application-name>"
                + "<module><ejb>app-ejb.jar</ejb></module>"
                + "<module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>"
                + "<library-directory>lib</library-directory></application>";
    }
}
