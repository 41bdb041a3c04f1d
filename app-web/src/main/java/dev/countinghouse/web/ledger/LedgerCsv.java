package dev.countinghouse.web.ledger;

import dev.countinghouse.ledger.JournalLineView;
import dev.countinghouse.ledger.JournalLineView.Entry;
import dev.countinghouse.ledger.JournalLineView.Place;
import dev.countinghouse.ledger.RevenueMonthView;
import dev.countinghouse.web.api.Csv;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ledger as files for spreadsheets and other books. */
final class LedgerCsv {

    private static final String REVENUE = "month,currency,invoiced,credited,recognized,deferred\r\n";

    private static final String DAYS = "date,account,number,name,currency,debit,credit\r\n";

    private static final String ENTRIES =
            "date,entry_id,kind,account,number,name,currency,debit,credit,invoice_number,customer_id\r\n";

    private LedgerCsv() {}

    static Response revenue(List<RevenueMonthView> months) {
        return file("revenue", output -> write(output, REVENUE, months, LedgerCsv::row));
    }

    static Response journalByDay(List<JournalLineView> lines) {
        return file("journal", output -> write(output, DAYS, lines, LedgerCsv::ofDay));
    }

    /**
     * A journal that is read while it is sent.
     *
     * @param first its first part: what is refused is an answer then, not half a file
     * @param next the part behind a place; empty behind the last one
     */
    static Response journalByEntry(List<JournalLineView> first, Function<Place, List<JournalLineView>> next) {
        return file("journal", output -> {
            output.write(ENTRIES.getBytes(StandardCharsets.UTF_8));
            List<JournalLineView> part = first;
            while (!part.isEmpty()) {
                write(output, "", part, LedgerCsv::ofEntry);
                part = next.apply(entry(part.getLast()).place());
            }
        });
    }

    private static Response file(String name, StreamingOutput body) {
        return Response.ok(body, Csv.TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
                .build();
    }

    private static <T> void write(OutputStream output, String begin, List<T> lines, Function<T, String> row)
            throws IOException {
        String rows = lines.stream().map(row).collect(Collectors.joining());
        output.write((begin + rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String row(RevenueMonthView month) {
        return Csv.row(
                month.month(),
                month.currency(),
                month.invoiced().amount(),
                month.credited().amount(),
                month.recognized().amount(),
                month.deferred().amount());
    }

    private static String ofDay(JournalLineView line) {
        return Csv.row(
                line.date(),
                line.account().code(),
                line.named().number(),
                line.named().name(),
                line.debit().currency(),
                line.debit().amount(),
                line.credit().amount());
    }

    private static String ofEntry(JournalLineView line) {
        Entry entry = entry(line);
        return Csv.row(
                line.date(),
                entry.id(),
                entry.kind().name().toLowerCase(Locale.ROOT),
                line.account().code(),
                line.named().number(),
                line.named().name(),
                line.debit().currency(),
                line.debit().amount(),
                line.credit().amount(),
                entry.invoiceNumber(),
                entry.customerId());
    }

    private static Entry entry(JournalLineView line) {
        return Objects.requireNonNull(line.entry());
    }
}
