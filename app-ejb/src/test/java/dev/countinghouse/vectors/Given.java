package dev.countinghouse.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an example gives, by name. Knows what was read, so that nothing is silently left out of the reckoning. */
final class Given {

    private final JsonNode fields;
    private final Set<String> unread = new LinkedHashSet<>();

    Given(JsonNode fields) {
        this.fields = fields;
        fields.fieldNames().forEachRemaining(unread::add);
    }

    Set<String> unread() {
        return unread;
    }

    boolean has(String name) {
        return fields.has(name);
    }

    /** The first of these names that the example has. */
    String oneOf(String... names) {
        for (String name : names) {
            if (has(name)) {
                return name;
            }
        }
        throw new AssertionError("none of " + List.of(names) + " in " + fields);
    }

    JsonNode node(String name) {
        if (!has(name)) {
            throw new AssertionError("no " + name + " in " + fields);
        }
        unread.remove(name);
        return fields.get(name);
    }

    String text(String name) {
        return node(name).asText();
    }

    BigDecimal decimal(String name) {
        return new BigDecimal(text(name));
    }

    BigDecimal decimalOrZero(String name) {
        return has(name) ? decimal(name) : BigDecimal.ZERO;
    }

    @Nullable
    BigDecimal decimalOrNull(String name) {
        return has(name) ? decimal(name) : null;
    }

    long number(String name) {
        return decimal(name).longValueExact();
    }

    boolean flag(String name) {
        return has(name) && node(name).asBoolean();
    }

    LocalDate date(String name) {
        return LocalDate.parse(text(name));
    }

    ServicePeriod period(String start, String end) {
        return new ServicePeriod(date(start), date(end));
    }

    Percent percent(String name) {
        return new Percent(decimal(name));
    }

    /** The example's currency; euro where it names none. */
    Currency currency() {
        return Currency.getInstance(has("currency") ? text("currency").toUpperCase(Locale.ROOT) : "EUR");
    }

    Money money(String name) {
        return Money.exact(decimal(name), currency());
    }

    Money moneyOrZero(String name) {
        return has(name) ? money(name) : Money.zero(currency());
    }

    List<Money> moneys(String name) {
        return decimals(name).stream()
                .map(amount -> Money.exact(amount, currency()))
                .toList();
    }

    /** A list; a single value is a list of one. */
    List<BigDecimal> decimals(String name) {
        return decimals(node(name));
    }

    static List<BigDecimal> decimals(JsonNode node) {
        List<BigDecimal> decimals = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> decimals.add(new BigDecimal(element.asText())));
        } else {
            decimals.add(new BigDecimal(node.asText()));
        }
        return decimals;
    }

    /** {@code [up_to or null, unit_price, flat]} each. */
    List<Tier> tiers() {
        List<Tier> tiers = new ArrayList<>();
        for (JsonNode tier : node("tiers")) {
            tiers.add(new Tier(
                    bound(tier.get(0)),
                    new BigDecimal(tier.get(1).asText()),
                    new BigDecimal(tier.get(2).asText())));
        }
        return tiers;
    }

    static @Nullable BigDecimal bound(JsonNode node) {
        return node.isNull() ? null : new BigDecimal(node.asText());
    }
}
