package dev.countinghouse.launcher.mainjob;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A CSV file of usage events, or the sample that is shipped. Always read as a stream. */
final class UsageFile {
    private static final String SAMPLE = "/sample/usage.csv";

    private final String name;
    private final @Nullable Path path;

    private UsageFile(String name, @Nullable Path path) {
        this.name = name;
        this.path = path;
    }

    /**
     * The file at this path, or the shipped sample.
     *
     * @throws MainJobException if there is no readable file
     */
    static UsageFile of(@Nullable Path path) {
        if (path == null) {
            return new UsageFile("the shipped sample", null);
        }
        if (!Files.exists(path)) {
            throw new MainJobException("There is no usage file " + path);
        }
        if (!Files.isRegularFile(path)) {
            throw new MainJobException(
                    "%s is not a regular file; usage is read twice, so it cannot come from a pipe".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw new MainJobException("The usage file %s may not be read by this user".formatted(path));
        }
        return new UsageFile(path.toString(), path);
    }

    String name() {
        return name;
    }

    InputStream open() {
        try {
            return path == null
                    ? Objects.requireNonNull(UsageFile.class.getResourceAsStream(SAMPLE), SAMPLE)
                    : Files.newInputStream(path);
        } catch (IOException e) {
            throw new MainJobException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Reads the file once.
     *
     * @param refused line numbers (the header is line 1) to leave out, because the server did
     * @throws MainJobException if it cannot be read, is no CSV text, lacks a column or has no line of usage
     */
    UsageScan scan(LongPredicate refused) {
        try (InputStream bytes = withoutMark(new BufferedInputStream(open()));
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new MainJobException(name + " is empty; the first line must name the columns: "
                        + String.join(",", UsageColumns.REQUIRED));
            }
            UsageColumns columns = UsageColumns.of(name, records.next().getFields());
            UsageScan scan = new UsageScan();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                if (!refused.test(line.getStartingLineNumber())) {
                    columns.read(line.getFields(), scan);
                }
            }
            return scan;
        } catch (CsvParseException e) {
            throw new MainJobException("%s is not a CSV text: %s".formatted(name, e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw new MainJobException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    private InputStream withoutMark(InputStream bytes) throws IOException {
        bytes.mark(3);
        byte[] start = bytes.readNBytes(3);
        if (start.length >= 2
                && ((start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)
                        || (start[0] == (byte) 0xFF && start[1] == (byte) 0xFE))) {
            throw new MainJobException(name + " is UTF-16 text; save it as UTF-8");
        }
        boolean marked =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        if (!marked) {
            bytes.reset();
        }
        return bytes;
    }
}
