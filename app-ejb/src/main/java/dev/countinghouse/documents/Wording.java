package dev.countinghouse.documents;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The texts of documents in one language. */
final class Wording {

    private static final String TEXTS = "dev.countinghouse.documents.texts";

    private final Locale locale;
    private final Map<String, String> texts = new TreeMap<>();

    private Wording(Locale locale) {
        this.locale = locale;
        ResourceBundle bundle = ResourceBundle.getBundle(
                TEXTS,
                locale,
                Wording.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
    }

    /** English for none, and for what there are no texts for. */
    static Wording in(@Nullable String tag) {
        return new Wording(tag == null ? Locale.ENGLISH : Locale.forLanguageTag(tag));
    }

    Locale locale() {
        return locale;
    }

    Map<String, String> all() {
        return texts;
    }

    String get(String key, String... values) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException(key);
        }
        return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
    }
}
