package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.vault.Clones.NewSandbox;
import dev.countinghouse.vault.Imports.NewTenant;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants made from an archive alone. */
class ImportsIT {

    private static final Books BOOKS = Books.open();
    private static final List<String> WORK = List.of("usage_aggregation", "invoice_generation", "payment_reminders");

    private static final String SCHEMAS =
            "SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace WHERE nspname LIKE 'tenant%'";

    private final Imports imports = new Imports(BOOKS.owner());
    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private VaultTenant acme;
    private Path archive;

    @BeforeEach
    void makeTenant() throws SQLException, IOException {
        acme = BOOKS.tenant("acme-" + number);
        archive = BOOKS.archive(acme);
    }

    private NewTenant wanted(@Nullable UUID ownerId) {
        return new NewTenant(UUID.randomUUID(), "moved-" + number, "Moved", ownerId, WORK);
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Digests.of(in);
        }
    }

    private void refused(NewTenant wanted, Path file, Reason reason) throws IOException, SQLException {
        refused(wanted, file, Progress.NONE, reason);
    }

    private void refused(NewTenant wanted, Path file, Progress progress, Reason reason)
            throws IOException, SQLException {
        String sha256 = sha256(file);
        var before = BOOKS.sharedWithout();
        String schemas = BOOKS.ask(SCHEMAS);
        assertThatThrownBy(() -> imports.make(wanted, file, sha256, progress))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(BOOKS.sharedWithout()).isEqualTo(before);
        assertThat(imports.find(wanted.id())).isEmpty();
        assertThat(BOOKS.ask(SCHEMAS)).isEqualTo(schemas);
    }

    @Test
    void theBooksAreTheArchivesAndNobodyElseIsTouched() throws SQLException, IOException {
        UUID user = UUID.fromString(
                BOOKS.ask("SELECT id FROM public.users WHERE email = '" + acme.slug() + "@example.com'"));
        SchemaChecksum source = BOOKS.checksum(acme.schema());
        NewTenant wanted = wanted(user);
        var shared = BOOKS.sharedWithout(wanted.id());

        VaultTenant made = imports.make(wanted, archive, sha256(archive), Progress.NONE);

        assertThat(BOOKS.checksum(made.schema()).tables()).isEqualTo(source.tables());
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(source);
        assertThat(BOOKS.sharedWithout(wanted.id())).isEqualTo(shared);
        assertThat(BOOKS.askAsTenant(made, "SELECT count(*) FROM customers")).isEqualTo("4");
        assertThat(BOOKS.ask(
                        "SELECT concat_ws(' ', status, status_reason, kind, name, time_zone, currency, net_terms_days)"
                                + " FROM public.tenants WHERE id = '" + made.id() + "'"))
                .isEqualTo("suspended imported live Moved UTC EUR 14");
        assertThat(BOOKS.ask(
                        "SELECT user_id || ' ' || role FROM public.memberships WHERE tenant_id = '" + made.id() + "'"))
                .isEqualTo(user + " owner");
        assertThat(BOOKS.ask("SELECT string_agg(kind, ' ' ORDER BY kind) FROM public.due_work WHERE claimable_at <="
                        + " now() AND tenant_id = '" + made.id() + "'"))
                .isEqualTo("invoice_generation payment_reminders usage_aggregation");
        assertThat(BOOKS.ask("SELECT count(*) FROM public.subscriptions WHERE tenant_id = '" + made.id() + "'"))
                .isEqualTo("1");
        assertThat(imports.make(wanted, archive, sha256(archive), Progress.NONE))
                .as("again, as after a kill behind the commit")
                .isEqualTo(made);
        assertThat(imports.find(wanted.id())).contains(made);
    }

    @Test
    void withoutAnOwnerNobodyBelongsToIt() throws SQLException, IOException {
        VaultTenant made = imports.make(wanted(null), archive, sha256(archive), Progress.NONE);
        assertThat(BOOKS.ask("SELECT count(*) FROM public.memberships WHERE tenant_id = '" + made.id() + "'"))
                .isEqualTo("0");
    }

    @Test
    void whatCannotBeMadeWholeIsNotMadeAtAll() throws SQLException, IOException {
        refused(wanted(UUID.randomUUID()), archive, Reason.NOT_FOUND);
        NewTenant taken = new NewTenant(UUID.randomUUID(), acme.slug(), "Moved", null, WORK);
        refused(taken, archive, Reason.TAKEN);
        refused(wanted(null), altered("data/customers.csv", text -> text.replace("Ada", "Eve")), Reason.DAMAGED);
        refused(wanted(null), altered(Manifest.FILE, text -> text.replace("\"email\"", "\"e_mail\"")), Reason.DAMAGED);
        refused(
                wanted(null),
                altered(Manifest.FILE, text -> text.replaceAll("(\"schema_version\":\")[^\"]*", "$19999.future")),
                Reason.NEWER);
        String other = "0".repeat(64);
        assertThatThrownBy(() -> imports.make(wanted(null), archive, other, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    @Test
    void whatIsCanceledInTheMiddleIsUndone() throws SQLException, IOException {
        Progress canceledWhileLoading = new Progress() {
            private boolean loading;

            @Override
            public void at(String step, long done, long total) {
                loading |= step.equals("load") && done > 0;
            }

            @Override
            public boolean canceled() {
                return loading;
            }
        };
        refused(wanted(null), archive, canceledWhileLoading, Reason.CANCELED);
    }

    @Test
    void aSandboxesArchiveIsNotTaken() throws SQLException, IOException {
        VaultTenant box = new Clones(BOOKS.owner())
                .make(new NewSandbox(UUID.randomUUID(), "box-" + number, "Box"), archive, Progress.NONE);
        refused(wanted(null), BOOKS.archive(box), Reason.WRONG_STATE);
    }

    @Test
    void whatWasErasedDoesNotComeBack() throws SQLException, IOException {
        UUID job = UUID.randomUUID();
        BOOKS.run(
                acme,
                "INSERT INTO public.jobs (id, tenant_id, kind, requested_by) VALUES ('%s', '%s', 'erase_customer', 'x')"
                        .formatted(job, acme.id()),
                "INSERT INTO public.erasures (id, tenant_id, job_id, subject, subject_id, certificate) VALUES ('%1$s', '%2$s', '%1$s', 'customer', '%3$s', 'c')"
                        .formatted(job, acme.id(), Books.ADA));
        VaultTenant made = imports.make(wanted(null), archive, sha256(archive), Progress.NONE);
        assertThat(BOOKS.askAsTenant(made, "SELECT name FROM customers WHERE id = '" + Books.ADA + "'"))
                .isEqualTo("Erased customer");
        BOOKS.run(acme, "UPDATE public.tenants SET status = 'erased' WHERE id = '" + acme.id() + "'");
        refused(new NewTenant(UUID.randomUUID(), "again-" + number, "Again", null, WORK), archive, Reason.WRONG_STATE);
    }

    /** Not even a directory of more entries than fit into memory is read. */
    @Test
    void aDirectoryThatIsLargerThanOursIsNotOpened() throws IOException {
        Path bomb = BOOKS.folder().resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 65_000; i++) {
                zip.putNextEntry(new ZipEntry("an entry of a name that takes some room in the directory " + i));
            }
        }
        assertThatThrownBy(() -> Archives.announced(bomb))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("directory");
    }

    private Path altered(String name, UnaryOperator<String> change) throws IOException {
        Path file = BOOKS.folder().resolve("altered-" + UUID.randomUUID() + ".zip");
        try (ZipFile zip = new ZipFile(archive.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(
                        entry.getName().equals(name)
                                ? change.apply(new String(bytes, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : bytes);
            }
        }
        return file;
    }
}
