package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong in a migrator's thread ends the migrator; nobody waits for a thread that is gone. */
class MigratorThreadsIT {

    @Test
    @Timeout(60)
    void anErrorInAThreadEndsTheRun() throws Exception {
        try (ManyTenants tenants = ManyTenants.current();
                URLClassLoader loader = withoutLiquibase()) {
            Class<?> migrations = loader.loadClass(Migrations.class.getName());
            assertThat(migrations).isNotEqualTo(Migrations.class);
            Object migrator = migrations.getConstructor(DataSource.class).newInstance(tenants.owners());

            assertThatThrownBy(() -> migrations.getMethod("run").invoke(migrator))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("liquibase");
            assertThat(tenants.migrate().succeeded()).as("the lock is free").isTrue();
        }
    }

    /** The same classes again, from a loader that has everything but Liquibase. */
    private static URLClassLoader withoutLiquibase() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!path.contains("liquibase")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), DataSource.class.getClassLoader());
    }
}
