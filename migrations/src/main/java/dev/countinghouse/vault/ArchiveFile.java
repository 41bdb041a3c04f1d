package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive that is read. Opening it checks its shape; nothing in it is ever written to a file, and no more of an entry is
 * read than its manifest announces.
 */
final class ArchiveFile implements AutoCloseable {

    private static final Pattern DATA = Pattern.compile("data/[a-z][a-z0-9_]{0,62}\\.csv");
    private static final Set<String> DOCUMENTS = Set.of("tenant.json", "members.json");
    private static final int MOST_ENTRIES = 4_096;
    private static final int LONGEST_DOCUMENT = 1 << 20;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private ArchiveFile(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** @throws VaultException DAMAGED or NEWER */
    static ArchiveFile open(Path file) throws IOException {
        ZipDirectory.requireSmall(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (ZipException | EOFException e) { // the end of the directory may point behind the file
            throw new VaultException(Reason.DAMAGED, "The archive is truncated or no ZIP file", e);
        }
        boolean fits = false;
        try {
            ArchiveFile archive = new ArchiveFile(file, zip, manifest(zip));
            archive.checkShape();
            fits = true;
            return archive;
        } finally {
            if (!fits) {
                zip.close();
            }
        }
    }

    /** Reads a document that is no table.
     *
     * @throws VaultException DAMAGED when it is longer than any of ours */
    String document(String name) throws IOException {
        Manifest.Entry entry = manifest.entries().stream()
                .filter(one -> one.name().equals(name) && one.bytes() <= LONGEST_DOCUMENT)
                .findFirst()
                .orElseThrow(() -> damaged(name + " is too long"));
        try (InputStream in = open(entry, bytes -> {})) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** Reads all of it and compares every checksum. */
    ArchiveSummary verify(Progress progress) throws IOException {
        long total =
                manifest.entries().stream().mapToLong(Manifest.Entry::bytes).sum();
        long before = 0;
        for (Manifest.Entry entry : manifest.entries()) {
            long done = before;
            try (InputStream in = open(entry, bytes -> Progress.report(progress, "verify", done + bytes, total))) {
                if (!Digests.of(in).equals(entry.sha256())) {
                    throw damaged(entry.name() + " does not fit its checksum");
                }
            } catch (ZipException | EOFException e) {
                throw new VaultException(Reason.DAMAGED, "The archive is damaged in " + entry.name(), e);
            }
            before += entry.bytes();
            Progress.report(progress, "verify", before, total);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return manifest.summary(Files.size(file), Digests.of(in));
        }
    }

    /** The bytes of one entry; exactly as many as announced, or the end is an exception. */
    InputStream open(Manifest.Entry entry, Digests.Meter meter) throws IOException {
        return new Bounded(zip.getInputStream(Objects.requireNonNull(zip.getEntry(entry.name()))), entry, meter);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.FILE);
        if (entry == null) {
            throw damaged("it has no manifest");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(Manifest.LONGEST + 1);
            if (bytes.length > Manifest.LONGEST) {
                throw damaged("its manifest is too long");
            }
            return Manifest.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new VaultException(Reason.DAMAGED, "The archive's manifest is damaged", e);
        }
    }

    /** The manifest and the ZIP file name the same files, each once, and only names that the format has. */
    private void checkShape() {
        Map<String, Long> announced = new HashMap<>();
        for (Manifest.Entry entry : manifest.entries()) {
            String expected = entry.table() == null ? entry.name() : Manifest.Entry.nameOf(entry.table());
            boolean named = entry.table() == null
                    ? DOCUMENTS.contains(entry.name())
                    : DATA.matcher(entry.name()).matches();
            if (!named
                    || !entry.name().equals(expected)
                    || announced.put(entry.name(), entry.bytes()) != null
                    || Set.copyOf(entry.columns()).size() != entry.columns().size()) {
                throw damaged("its manifest names something that the format does not have");
            }
        }
        Set<String> found = new HashSet<>();
        List<? extends ZipEntry> entries = zip.stream().limit(MOST_ENTRIES + 1L).toList();
        for (ZipEntry entry : entries) {
            boolean known =
                    announced.containsKey(entry.getName()) || entry.getName().equals(Manifest.FILE);
            if (!known || !found.add(entry.getName())) {
                throw damaged("it has a file that its manifest does not announce");
            }
        }
        if (found.size() != announced.size() + 1 || !announced.keySet().containsAll(DOCUMENTS)) {
            throw damaged("a file that its manifest announces is missing");
        }
    }

    private static VaultException damaged(String why) {
        return new VaultException(Reason.DAMAGED, "The archive is damaged or altered: " + why);
    }

    /** Ends with an exception unless it has exactly the announced length. */
    private static final class Bounded extends InputStream {

        private static final int BETWEEN_REPORTS = 1 << 20;

        private final InputStream in;
        private final Manifest.Entry entry;
        private final Digests.Meter meter;
        private long read;
        private long reported;

        Bounded(InputStream in, Manifest.Entry entry, Digests.Meter meter) {
            this.in = in;
            this.entry = entry;
            this.meter = meter;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int now = in.read(buffer, offset, length);
            if (now < 0 && read < entry.bytes()) {
                throw damaged(entry.name() + " is shorter than announced");
            }
            read += Math.max(now, 0);
            if (read > entry.bytes()) {
                throw damaged(entry.name() + " is longer than announced");
            }
            if (read - reported >= BETWEEN_REPORTS) {
                reported = read;
                meter.at(read);
            }
            return now;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
