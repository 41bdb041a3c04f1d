package dev.countinghouse.documents;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address in the order of its country, which is named last in the reader's language. */
final class PostalLines {

    private PostalLines() {}

    /** The parts of an address. */
    record Place(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String region,
            @Nullable String country) {}

    static List<String> of(Place place, Locale reader) {
        String street = Printable.text(place.line1());
        String extra = Printable.text(place.line2());
        String code = Printable.text(place.postalCode());
        String city = Printable.text(place.city());
        String region = Printable.text(place.region());
        String country = place.country() == null ? "" : place.country();
        Stream<String> lines = switch (country) {
            case "JP" -> Stream.of(code.isEmpty() ? "" : "〒" + code, joined("", region, city, street), extra);
            case "US", "CA", "AU" -> Stream.of(street, extra, joined(", ", city, joined(" ", region, code)));
            case "GB", "IE" -> Stream.of(street, extra, city, region, code);
            default -> Stream.of(street, extra, joined(" ", code, city), region);
        };
        return Stream.concat(
                        lines,
                        Stream.of(
                                country.isEmpty() ? "" : Locale.of("", country).getDisplayCountry(reader)))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    }
}
