package dev.countinghouse.catalog;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Something sold once beside plans, at a price of its own. What was sold of it stays as it was sold. */
@Entity
@Table(name = "add_ons")
class AddOn extends CatalogThing<AddOnView> {

    @Column(name = "description")
    private @Nullable String description;

    @Column(name = "amount_minor", nullable = false)
    private long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false)
    private String currency;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "tax_rates", nullable = false, columnDefinition = "varchar(64)[]")
    private String[] taxRates;

    protected AddOn() {}

    AddOn(UUID id, NewAddOn from, Instant createdAt) {
        super(id, from.externalId(), from.code(), from.name(), createdAt);
        this.description = from.description();
        this.taxRates = from.taxRates().toArray(String[]::new);
        price(from.amount());
    }

    /** Changes what is not null. */
    void change(AddOnChange change) {
        rename(change.name());
        description = change.description() == null ? description : change.description();
        if (change.amount() != null) {
            price(change.amount());
        }
        if (change.taxRates() != null) {
            taxRates = change.taxRates().toArray(String[]::new);
        }
    }

    /** Is what a document says, which leaves out what is not described. */
    void bring(NewAddOn wanted) {
        rename(wanted.name());
        description = wanted.description();
        price(wanted.amount());
        taxRates = wanted.taxRates().toArray(String[]::new);
    }

    private void price(Money amount) {
        amountMinor = amount.minor();
        currency = amount.currency().getCurrencyCode();
    }

    boolean hasTaxRate(String code) {
        return Arrays.asList(taxRates).contains(code);
    }

    @Override
    AddOnView view(Map<String, Object> metadata) {
        return new AddOnView(
                id(),
                externalId(),
                code(),
                name(),
                description,
                MoneyView.of(new Money(amountMinor, Currency.getInstance(currency))),
                List.of(taxRates),
                metadata,
                version(),
                createdAt(),
                archivedAt());
    }
}
