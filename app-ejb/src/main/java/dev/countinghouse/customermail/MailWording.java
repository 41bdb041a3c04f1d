package dev.countinghouse.customermail;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The product's own words of mails in one language. */
final class MailWording {

    /** Those that there are words in; the first one is for the rest. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "ja");

    private static final String TEXTS = "dev.countinghouse.customermail.texts";

    private final Locale locale;
    private final String language;
    private final ResourceBundle bundle;

    private MailWording(Locale locale, String language) {
        this.locale = locale;
        this.language = language;
        this.bundle = ResourceBundle.getBundle(
                TEXTS,
                Locale.forLanguageTag(language),
                MailWording.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Of the first tag that is given; English for what there are no words for. */
    static MailWording in(@Nullable String tag, String otherwise) {
        Locale wanted = Locale.forLanguageTag(tag == null ? otherwise : tag);
        return LANGUAGES.contains(wanted.getLanguage())
                ? new MailWording(wanted, wanted.getLanguage())
                : new MailWording(Locale.ENGLISH, LANGUAGES.getFirst());
    }

    /** With the country, by whose customs dates and amounts are written. */
    Locale locale() {
        return locale;
    }

    /** One of {@link #LANGUAGES}. */
    String language() {
        return language;
    }

    String subject(MailKind kind) {
        return bundle.getString(kind.code() + ".subject");
    }

    String text(MailKind kind) {
        return bundle.getString(kind.code() + ".text");
    }

    /** What stands in place of an invoice that is too large for a mail. */
    String tooLarge() {
        return bundle.getString("too_large");
    }

    /** What leads to the payment. */
    String pay() {
        return bundle.getString("pay");
    }
}
