package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

    private static final String CUSTOMERS = "data/customers.csv";
    private static final int END_RECORD = 22; // bytes of a ZIP file without a comment

    private static Books books;
    private static VaultTenant acme;
    private static Path good;
    private static SchemaChecksum before;

    private Map<String, byte[]> files;

    @BeforeAll
    static void archive() throws SQLException, IOException {
        books = Books.open(); // and not before: a class that is run again begins anew
        acme = books.tenant("acme");
        good = books.archive(acme);
        before = books.checksum(acme.schema());
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
            Path cut = Files.write(books.folder().resolve("cut.zip"), java.util.Arrays.copyOf(bytes, length));
            refused(cut, Reason.DAMAGED);
        }
    }

    @Test
    void aBitThatTurnedAnywhereIsNoticed() throws Exception {
        int length = (int) Files.size(good);
        for (int at = 0; at < length; at += 11) {
            assertNoticed(at, at % Byte.SIZE);
        }
    }

    /** What a reader of the ZIP file begins with. */
    @Test
    void noBitOfTheEndOfTheDirectoryTurnsUnnoticed() throws Exception {
        int length = (int) Files.size(good);
        for (int at = length - END_RECORD; at < length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                assertNoticed(at, bit);
            }
        }
    }

    /** A date in the directory may turn unseen; what is in the files may not. */
    private static void assertNoticed(int at, int bit) throws IOException {
        byte[] turned = Files.readAllBytes(good);
        turned[at] ^= (byte) (1 << bit);
        Path file = Files.write(books.folder().resolve("turned.zip"), turned);
        String digest = Archives.verify(good, Progress.NONE).contentDigest();
        try {
            assertThat(Archives.verify(file, Progress.NONE).contentDigest())
                    .as("bit %d of byte %d", bit, at)
                    .isEqualTo(digest);
        } catch (VaultException e) {
            assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NEWER);
        }
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
        Restores restores = new Restores(books.owner());
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> restores.prepare(acme, id, file, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        try {
            assertThat(restores.leftovers()).isEmpty();
            assertThat(books.checksum(acme.schema())).isEqualTo(before);
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
        Path file = books.folder().resolve("packed.zip");
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
