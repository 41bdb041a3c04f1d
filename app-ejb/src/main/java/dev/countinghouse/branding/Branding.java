package dev.countinghouse.branding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the console shows in place of the product's own name and looks. Each field may be missing: then the product's stays.
 * Everything in it is checked, because it goes into style sheets and addresses of every page.
 *
 * @param name what the product is called here; 1 to 40 characters
 * @param tagline a line below the name at the login; at most 120 characters
 * @param logo a path of this host, or a {@code data:} address of an image of at most 64 KiB: pages load nothing from elsewhere
 * @param colors of buttons, links and charts
 * @param fonts that people's machines have
 * @param navigation of the sidebar
 * @param tiers codes of the tiers that are offered to tenants, in this order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Branding(
        @Nullable String name,
        @Nullable String tagline,
        @Nullable String logo,
        @Nullable Colors colors,
        @Nullable Fonts fonts,
        @Nullable Navigation navigation,
        @Nullable List<String> tiers) {

    private static final int NAME_MAX = 40;
    private static final int TAGLINE_MAX = 120;
    private static final int LOGO_MAX = 65_536;
    private static final int COLOR_LENGTH = 7;
    private static final int FONTS_MAX = 120;
    private static final int LIST_MAX = 100;

    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}*\\S\\P{Cntrl}*");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[\\w./-]+");
    private static final Pattern IMAGE =
            Pattern.compile("data:image/(svg\\+xml|png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}");
    private static final Pattern FAMILIES = Pattern.compile("[A-Za-z0-9 ,'\"-]+");
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");

    /** @param primary {@code #rrggbb}; the console darkens it where text on it would be hard to read */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Colors(@Nullable String primary) {}

    /** @param text families as in CSS, the preferred one first */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fonts(@Nullable String text) {}

    /**
     * The sidebar, by the names of its entries.
     *
     * @param order what stands first; the others follow as usual
     * @param hidden what is not shown; who may do it still may
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Navigation(
            @Nullable List<String> order, @Nullable List<String> hidden) {}

    /**
     * Reads and checks one.
     *
     * @param json an object; fields that are not ours are refused
     * @throws IllegalArgumentException with the field and what it must be
     */
    public static Branding read(String json) {
        try {
            Branding branding = Json.MAPPER.readValue(json, Branding.class);
            if (branding == null) {
                throw new IllegalArgumentException("the file must hold a JSON object");
            }
            branding.check();
            return branding;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line %d is not as it must be: %s"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private void check() {
        require("name", name, LINE, NAME_MAX, "must be a line of 1 to 40 characters");
        require("tagline", tagline, LINE, TAGLINE_MAX, "must be a line of 1 to 120 characters");
        if (logo != null && !OWN_PATH.matcher(logo).matches()) {
            require(
                    "logo",
                    logo,
                    IMAGE,
                    LOGO_MAX,
                    "must be a path of this host, or data:image/…;base64, of at most 64 KiB");
        }
        if (colors != null) {
            require("colors.primary", colors.primary(), COLOR, COLOR_LENGTH, "must be a colour as #rrggbb");
        }
        if (fonts != null) {
            require(
                    "fonts.text",
                    fonts.text(),
                    FAMILIES,
                    FONTS_MAX,
                    "must be names of font families, with commas between");
        }
        if (navigation != null) {
            require("navigation.order", navigation.order());
            require("navigation.hidden", navigation.hidden());
        }
        require("tiers", tiers);
    }

    private static void require(String field, @Nullable String value, Pattern form, int most, String rule) {
        if (value != null && (value.length() > most || !form.matcher(value).matches())) {
            throw new IllegalArgumentException(field + " " + rule);
        }
    }

    private static void require(String field, @Nullable List<String> names) {
        if (names == null) {
            return;
        }
        boolean good = names.size() <= LIST_MAX
                && new HashSet<>(names).size() == names.size()
                && names.stream()
                        .allMatch(name -> name != null && CODE.matcher(name).matches());
        if (!good) {
            throw new IllegalArgumentException(field + " must list names, each once");
        }
    }
}
