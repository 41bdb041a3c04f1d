package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as "charge amount days", in cents and days of June; those of invoices before with what had been taken off. */
class GivenBackTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static GivenBack.Line line(String text) {
        String[] parts = text.strip().split(" ");
        String[] days = parts[2].split("-");
        @Nullable UUID charge = parts[0].equals("-") ? null : Samples.id(parts[0].charAt(0));
        return new GivenBack.Line(
                Samples.ITEM,
                charge,
                charge == null ? LinePurpose.TRUE_UP : LinePurpose.CHANGE,
                new ServicePeriod(
                        LocalDate.of(2024, 6, 1).plusDays(Integer.parseInt(days[0]) - 1L),
                        LocalDate.of(2024, 6, 1).plusDays(Integer.parseInt(days[1]))),
                new Money(Long.parseLong(parts[1]), EUR));
    }

    /** @param invoices apart by semicolons, their lines by commas, each with its discount last */
    private static List<GivenBack.Billed> before(@Nullable String invoices) {
        List<GivenBack.Billed> billed = new ArrayList<>();
        String[] each = invoices == null ? new String[0] : invoices.split(";");
        for (int i = 0; i < each.length; i++) {
            for (String text : each[i].split(",")) {
                billed.add(new GivenBack.Billed(
                        i, line(text), new Money(Long.parseLong(text.strip().split(" ")[3]), EUR)));
            }
        }
        return billed;
    }

    /** Usage of 1,000.00 was invoiced until the end of June at half, and goes back where the period is cut on the 2nd; of a fee a thirtieth does. */
    @ParameterizedTest(name = "{0}: {1} of the discount")
    @CsvSource({"PROGRESSIVE, 50000", "DELTA, 50000", "REGULAR, 1667"})
    void usageIsNotSpreadOverTheDaysOfAPeriodThatIsCut(LinePurpose purpose, long discount) {
        GivenBack.Line whole = line("a 100000 1-30");
        GivenBack.Line billed =
                new GivenBack.Line(whole.itemId(), whole.chargeId(), purpose, whole.period(), whole.amount());
        List<GivenBack.Part> parts = GivenBack.of(
                List.of(line("a -100000 1-1")), List.of(new GivenBack.Billed(0, billed, new Money(50_000, EUR))));
        assertThat(parts.getFirst().discount()).isEqualTo(new Money(discount, EUR));
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a -50 1-30                 | a 100 1-30 50              | 0/25", // half had been taken off
                "a -50 1-30                 |                            | -50/0", // nothing was billed: it is a price
                // below zero
                "a -50 1-30                 | a 100 1-30 0               | 0/0",
                "b -50 1-30                 | a 100 1-30 50              | -50/0", // of another charge
                "a -50 31-60                | a 100 1-30 50              | -50/0", // of other days
                "a -100 1-30, a 80 1-30     | a 100 1-30 100             | 0/20 0/0", // 80 only move
                "a 80 1-30, a -100 1-30     | a 100 1-30 100             | 0/0 0/20",
                "a 80 31-60, a -100 1-30    | a 100 1-30 100             | 80/0 0/100",
                "a 150 1-30, a -50 1-30     |                            | 100/0 0/0", // a maximum
                "a -30 21-30                | a 200 1-30 200; a 67 11-30 0 | 0/0", // the newest goes first
                "a -80 11-30                | a 200 1-30 200; a 67 11-30 0 | 0/13",
                "a -20 1-30                 | a 120 1-30 50, a -20 1-30 0; a 10 1-30 0, a -10 1-30 0 | 0/10",
                "- -30 1-30, a 30 1-30      | a 20 1-30 10, - 80 1-30 40 | -30/0 30/0", // spent more, filled up less
                "a -40 1-30, - 40 1-30      | a 40 1-30 20, - 60 1-30 30 | -40/0 40/0", // spent less, filled up more
                "- -30 1-30                 | a 20 1-30 10, - 80 1-30 40 | 0/15",
                "a -1 1-30, a -1 1-30, a -1 1-30 | a 3 1-30 1            | 0/0 0/1 0/0", // a cent comes back once
                "a -9 1-30                  | a 5 1-30 5; a -5 1-30 -5   | -9/0", // went back before
                "a -150 1-30                | a 100 1-30 30              | -50/30",
                "a -100 1-30                | a 120 1-30 110, a -20 1-30 0 | 0/100", // no more than goes back
                "a -117 16-30               | a 145 1-30 145; a 62 10-30 0 | 0/72", // of the 62 no more than for 15 of
                // 21 days
                "a -20 11-30, - 23 1-10     | a 29 1-30 15               | -20/0 23/0", // its end fills up more
                "a -20 11-30, - 23 2-9      | a 29 1-30 15               | 0/10 23/0" // of other days
            })
    void whatALineGivesBack(String lines, @Nullable String before, String expected) {
        List<GivenBack.Line> asked =
                Arrays.stream(lines.split(",")).map(GivenBackTest::line).toList();
        assertThat(GivenBack.of(asked, before(before)).stream()
                        .map(part -> part.base().minor() + "/" + part.discount().minor())
                        .toList())
                .containsExactly(expected.split(" "));
    }

    /** However it goes back, all of a line gives back all that had been taken off it, and no part more than itself. */
    @Property
    void inAsManyPartsAsOneLikes(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 50) Integer> parts,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        int all = parts.stream().mapToInt(Integer::intValue).sum();
        int discount = all * percent / 100;
        List<GivenBack.Line> lines =
                parts.stream().map(part -> line("a -" + part + " 1-30")).toList();
        List<GivenBack.Part> back = GivenBack.of(lines, before("a %d 1-30 %d".formatted(all, discount)));
        assertThat(back.stream().mapToLong(part -> part.discount().minor()).sum())
                .isEqualTo(discount);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(back.get(i).discount().minor()).isLessThanOrEqualTo(parts.get(i));
        }
    }
}
