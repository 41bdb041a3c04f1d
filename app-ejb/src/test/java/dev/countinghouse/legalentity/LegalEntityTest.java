package dev.countinghouse.legalentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalEntityTest {

    private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

    /** @param vatId where the Union's VAT is on; null: it is off */
    private static Seller seller(@Nullable String name, @Nullable String country, @Nullable String vatId) {
        return new Seller(
                name,
                null,
                null,
                null,
                null,
                null,
                country,
                vatId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                vatId != null);
    }

    private static LegalEntity made(String prefix, Seller seller) {
        return new LegalEntity(UUID.randomUUID(), new NewLegalEntity(null, "de", prefix, seller, null), NEW_YEAR);
    }

    private static LegalEntity made() {
        return made("ND", seller("Nordwind GmbH", "DE", "DE136695976"));
    }

    private static String field(BillingException refusal) {
        return refusal.errors().getFirst().field();
    }

    @Test
    void itHasANameOfItsOwn() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> made("ND", seller(null, "DE", null)))
                .satisfies(refusal -> assertThat(field(refusal)).isEqualTo("seller.legal_name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN", "ND-CN"})
    void itsInvoicesAreNotNumberedAsCreditNotesAre(String prefix) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> made(prefix, seller("Nordwind GmbH", "DE", null)))
                .satisfies(refusal -> assertThat(field(refusal)).isEqualTo("number_prefix"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"US, DE136695976, seller.eu_vat", "DE, DE136695978, seller.vat_id", "FR, DE136695976, seller.vat_id"})
    void itChargesTheUnionsVatByTheSameRuleAsTheTenant(String country, String vatId, String field) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> made().change(seller("Nordwind GmbH", country, vatId)))
                .satisfies(refusal -> assertThat(field(refusal)).isEqualTo(field));
    }

    @Test
    void aChangeReplacesHowItStandsOnInvoicesAsAWhole() {
        LegalEntity entity = made();
        entity.change(null);
        assertThat(entity.view(Map.of()).seller()).isEqualTo(seller("Nordwind GmbH", "DE", "DE136695976"));
        entity.change(seller("Nordwind AG", null, null));
        assertThat(entity.view(Map.of()).seller()).isEqualTo(seller("Nordwind AG", null, null));
    }

    @Test
    void archivedTwiceItIsArchivedSinceTheFirstTime() {
        LegalEntity entity = made();
        assertThat(entity.isArchived()).isFalse();
        entity.archive(NEW_YEAR);
        entity.archive(NEW_YEAR.plusSeconds(1));
        assertThat(entity.view(Map.of()).archivedAt()).isEqualTo(NEW_YEAR);
    }

    @Test
    void anotherVersionThanTheOneThatWasReadIsNotChanged() {
        made().requireVersion(0);
        made().requireVersion(null);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> made().requireVersion(1))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.PRECONDITION_FAILED));
    }
}
