package dev.countinghouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path root;

    private final Set<UUID> open = new HashSet<>();
    private final Uploads uploads = new Uploads();

    @BeforeEach
    void wire() {
        uploads.folder = new ArchiveFolder();
        uploads.folder.root = Optional.of(root.toString());
        uploads.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        uploads.mostMib = 1;
        uploads.records = new ArchiveRecords() {
            @Override
            public Set<UUID> open(Collection<UUID> jobIds) {
                Set<UUID> found = new HashSet<>(open);
                found.retainAll(jobIds);
                return found;
            }
        };
    }

    private Path file(UUID id, String end, Duration age) throws IOException {
        Path file = Files.writeString(uploads.folder.uploads().resolve(id + end), "x");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(uploads.folder.uploads())) {
            return files.toList();
        }
    }

    @Test
    void whatIsReceivedIsAFileOfTheJobsNameAndMeasured() throws IOException {
        UUID id = UUID.randomUUID();
        String sha256 =
                uploads.receive(id, new ByteArrayInputStream("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(sha256).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(left()).containsExactly(uploads.folder.upload(id));
        assertThat(uploads.folder.upload(id)).hasContent("abc");
    }

    @Test
    void whatIsLargerThanAllowedIsRefusedAndNotTakenForWhole() throws IOException {
        UUID id = UUID.randomUUID();
        uploads.receive(UUID.randomUUID(), new ByteArrayInputStream(new byte[1 << 20]));
        assertThatThrownBy(() -> uploads.receive(id, new ByteArrayInputStream(new byte[(1 << 20) + 1])))
                .isInstanceOfSatisfying(
                        BillingException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.BODY_TOO_LARGE));
        assertThat(uploads.folder.upload(id)).doesNotExist();
        uploads.folder.deleteUpload(id);
        assertThat(left()).hasSize(1);
    }

    @Test
    void onlyWhatIsOldAndOfNoOpenJobIsSwept() throws IOException {
        UUID waiting = UUID.randomUUID();
        open.add(waiting);
        Duration old = Duration.ofMinutes(61);
        Path ofAnOpenJob = file(waiting, ".zip", old);
        Path arriving = file(UUID.randomUUID(), ".zip.part", Duration.ofMinutes(59));
        Path nobodysBusiness = Files.setLastModifiedTime(
                Files.writeString(uploads.folder.uploads().resolve("README"), "x"), FileTime.from(NOW.minus(old)));
        file(UUID.randomUUID(), ".zip", old);
        file(UUID.randomUUID(), ".zip.part", old);

        uploads.sweep();

        assertThat(left()).containsExactlyInAnyOrder(ofAnOpenJob, arriving, nobodysBusiness);
    }

    @Test
    void anInstallationWithoutAFolderHasNothingToSweep() {
        uploads.folder.root = Optional.empty();
        uploads.sweep();
        assertThat(root).isEmptyDirectory();
    }
}
