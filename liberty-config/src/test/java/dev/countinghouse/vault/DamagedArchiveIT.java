package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An archive that is not what it says is refused with the reason, before anything is changed. */
class DamagedArchiveIT {

    private static final Books BOOKS = Books.open();
    private static final String CUSTOMERS = "data/customers.csv";

    private static VaultTenant acme;
    private static Path good;
    private static SchemaChecksum before;

    private Map<String, byte[]> files;

    @BeforeAll
    static void archive() throws SQLException, IOException {
        acme = BOOKS.tenant("acme");
        good = BOOKS.archive(acme);
        before = BOOKS.checksum(acme.schema());
    }

    @BeforeEach
    void unpack() throws IOException {
        files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(good.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void theGoodOneIsTaken() throws Exception {
        assertThat(Archives.verify(packed(), Progress.NONE).rowsByTable()).containsEntry("customers", 4L);
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(good);
        for (int length : List.of(0, 10, bytes.length / 2, bytes.length - 1)) {
            Path cut = Files.write(BOOKS.folder().resolve("cut.zip"), java.util.Arrays.copyOf(bytes, length));
            refused(cut, Reason.DAMAGED);
        }
    }

    @Test
    void aBitThatTurnedAnywhereIsNoticed() throws Exception {
        byte[] bytes = Files.readAllBytes(good);
        List<Integer> unnoticed = new ArrayList<>();
        Archives.verify(good, Progress.NONE);
        String digest = Archives.verify(good, Progress.NONE).contentDigest();
        for (int at = 0; at < bytes.length; at += 11) {
            byte[] turned = bytes.clone();
            turned[at] ^= (byte) (1 << (at % Byte.SIZE));
            Path file = Files.write(BOOKS.folder().resolve("turned.zip"), turned);
            try {
                // a date in the directory may turn unseen; what is in the files may not
                if (!Archives.verify(file, Progress.NONE).contentDigest().equals(digest)) {
                    unnoticed.add(at);
                }
            } catch (VaultException e) {
                assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NEWER);
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void changedRowsAreRefused() throws Exception {
        files.compute(
                CUSTOMERS, (name, bytes) -> text(bytes).replace("Ada", "Eve").getBytes(StandardCharsets.UTF_8));
        refused(packed(), Reason.DAMAGED);
    }

    @Test
    void aMissingAndAnUnannouncedFileAreRefused() throws Exception {
        byte[] customers = java.util.Objects.requireNonNull(files.remove(CUSTOMERS));
        refused(packed(), Reason.DAMAGED);
        files.put(CUSTOMERS, customers);
        for (String name : List.of("../../etc/evil", "/etc/evil", "data/../x.csv", "data/extra.csv", "README")) {
            files.put(name, new byte[] {1});
            refused(packed(), Reason.DAMAGED);
            files.remove(name);
        }
    }

    @Test
    void aFileThatIsLongerThanAnnouncedIsNotReadToItsEnd() throws Exception {
        files.put(CUSTOMERS, new byte[64 << 20]); // compresses to a thousandth
        refused(packed(), Reason.DAMAGED);
    }

    @Test
    void aNewerFormatAndAnUnknownSchemaVersionAreRefused() throws Exception {
        manifest(json -> json.replace("\"format_version\":1", "\"format_version\":2"));
        refused(packed(), Reason.NEWER);
        unpack();
        manifest(json -> json.replaceAll("\"schema_version\":\"[^\"]*\"", "\"schema_version\":\"9999.future\""));
        refusedByRestore(packed(), Reason.NEWER);
    }

    @Test
    void columnsAndTablesThatTheSchemaDoesNotHaveAreRefused() throws Exception {
        manifest(json -> json.replace("\"email\"", "\"e_mail\""));
        refusedByRestore(packed(), Reason.DAMAGED);
    }

    @Test
    void nonsenseForAManifestIsRefused() throws Exception {
        for (String nonsense : List.of(
                "", "{}", "[]", "null", "{\"format\":1}", "{".repeat(100_000), "{\"a\":1,\"a\":2}", "\"x", "{} {}")) {
            files.put(Manifest.FILE, nonsense.getBytes(StandardCharsets.UTF_8));
            refused(packed(), Reason.DAMAGED);
        }
    }

    @Test
    void namesInAManifestDoNotBecomeStatements() throws Exception {
        manifest(json -> json.replace(acme.schema(), "tenant_x; DROP SCHEMA public"));
        refused(packed(), Reason.DAMAGED);
    }

    private void refused(Path file, Reason reason) {
        assertThatThrownBy(() -> Archives.verify(file, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        refusedByRestore(file, reason);
    }

    private static void refusedByRestore(Path file, Reason reason) {
        Restores restores = new Restores(BOOKS.owner());
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> restores.prepare(acme, id, file, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        try {
            assertThat(restores.leftovers()).isEmpty();
            assertThat(BOOKS.checksum(acme.schema())).isEqualTo(before);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void manifest(java.util.function.UnaryOperator<String> change) {
        files.compute(Manifest.FILE, (name, bytes) -> {
            String was = text(bytes);
            String is = change.apply(was);
            assertThat(is).isNotEqualTo(was);
            return is.getBytes(StandardCharsets.UTF_8);
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Path packed() throws IOException {
        Path file = BOOKS.folder().resolve("packed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            Consumer<Map.Entry<String, byte[]>> add = entry -> {
                try {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            };
            files.entrySet().forEach(add);
        }
        return file;
    }
}
