package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditNoteDraftTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final CreditNoteDraft.Line FEE = line(1, 2_900, 580);
    private static final CreditNoteDraft.Line USAGE = line(2, 400, 80);
    private static final CreditNoteDraft.Line IN_FAVOUR = line(3, -320, -64);
    private static final List<CreditNoteDraft.Line> LINES = List.of(FEE, USAGE, IN_FAVOUR);

    private static Money cents(long minor) {
        return new Money(minor, EUR);
    }

    private static CreditNoteDraft.Line line(int position, long net, long tax) {
        return new CreditNoteDraft.Line(new UUID(0, position), position, Creditable.of(cents(net), cents(tax)));
    }

    private static NewCreditNote.Line wanted(CreditNoteDraft.Line line, @Nullable Money amount) {
        return new NewCreditNote.Line(line.id(), amount);
    }

    private static BillingException refusal(NewCreditNote.Line... wanted) {
        return assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> CreditNoteDraft.of(EUR, LINES, List.of(wanted)))
                .actual();
    }

    @Test
    void theWholeIsEveryLineWhateverItsSign() {
        CreditNoteDraft whole = CreditNoteDraft.whole(EUR, LINES);
        assertThat(whole.parts()).hasSize(3);
        assertThat(whole.subtotal()).isEqualTo(cents(2_980));
        assertThat(whole.tax()).isEqualTo(cents(596));
        assertThat(whole.total()).isEqualTo(cents(3_576));
    }

    @Test
    void theWholeOfWhatIsLeftLeavesOutWhatWasCredited() {
        CreditNoteDraft.Line credited = new CreditNoteDraft.Line(
                FEE.id(), 1, FEE.amounts().after(FEE.amounts().left()));
        CreditNoteDraft.Line begun =
                new CreditNoteDraft.Line(USAGE.id(), 2, USAGE.amounts().after(new Credit(cents(100), cents(20))));
        assertThat(CreditNoteDraft.whole(EUR, List.of(credited, begun)).parts())
                .containsExactly(new CreditNoteDraft.Part(begun, new Credit(cents(300), cents(60))));
    }

    @Test
    void partsOfLinesComeInTheOrderOfTheInvoice() {
        CreditNoteDraft draft = CreditNoteDraft.of(EUR, LINES, List.of(wanted(USAGE, null), wanted(FEE, cents(1_450))));
        assertThat(draft.parts())
                .containsExactly(
                        new CreditNoteDraft.Part(FEE, new Credit(cents(1_450), cents(290))),
                        new CreditNoteDraft.Part(USAGE, new Credit(cents(400), cents(80))));
    }

    @Test
    void whatIsNotThereOrNotLeftIsNamed() {
        assertThat(refusal(wanted(line(9, 1, 0), null)).errors().getFirst().field())
                .isEqualTo("lines[0].line_id");
        assertThat(refusal(wanted(FEE, cents(1)), wanted(FEE, cents(1)))
                        .errors()
                        .getFirst()
                        .field())
                .isEqualTo("lines[1].line_id");
        assertThat(refusal(wanted(FEE, new Money(1, Currency.getInstance("USD"))))
                        .errors()
                        .getFirst()
                        .field())
                .isEqualTo("lines[0].amount.currency");
        for (NewCreditNote.Line much : List.of(
                wanted(FEE, cents(2_901)),
                wanted(FEE, cents(0)),
                wanted(IN_FAVOUR, cents(1)),
                wanted(IN_FAVOUR, null))) {
            BillingException refusal = refusal(much);
            assertThat(refusal.type()).isEqualTo(ProblemType.CREDIT_EXCEEDS_INVOICE);
            assertThat(refusal.errors().getFirst().field()).isEqualTo("lines[0].amount");
        }
    }

    /** INV-05: cut as one likes, the credits of a line are the line, net and tax. */
    @Property
    void creditsOfALineAndThenOfTheRestAreTheLine(
            @ForAll @LongRange(min = 1, max = 1_000_000) long net,
            @ForAll @IntRange(max = 30) int percent,
            @ForAll @Size(max = 6) List<@LongRange(min = 1, max = 300_000) Long> cuts) {
        CreditNoteDraft.Line line = line(1, net, Math.round(net * percent / 100.0));
        List<Credit> credits = new ArrayList<>();
        Creditable left = line.amounts();
        for (long cut : cuts) {
            if (cut <= left.left().net().minor()) {
                CreditNoteDraft draft = CreditNoteDraft.of(
                        EUR, List.of(new CreditNoteDraft.Line(line.id(), 1, left)), List.of(wanted(line, cents(cut))));
                credits.add(draft.parts().getFirst().credit());
                left = left.after(credits.getLast());
            }
        }
        CreditNoteDraft rest = CreditNoteDraft.whole(EUR, List.of(new CreditNoteDraft.Line(line.id(), 1, left)));
        rest.parts().forEach(part -> credits.add(part.credit()));
        assertThat(credits.stream().reduce(Credit.nothing(EUR), Credit::plus))
                .isEqualTo(line.amounts().invoiced());
    }
}
