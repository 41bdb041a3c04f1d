package dev.countinghouse.customermail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mail as HTML. The template knows no logic: it puts texts where they belong, escaped.
 *
 * @param paragraphs of the text, each a list of lines
 * @param pay what leads to the payment
 * @param payUrl where; empty for nowhere
 * @param footer its lines
 */
record MailPage(
        MailLook look, String subject, List<List<String>> paragraphs, String pay, String payUrl, List<String> footer) {

    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
    private static final Template TEMPLATE =
            Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(resource("mail.html"));

    static List<List<String>> paragraphs(String text) {
        return Stream.of(BLANK_LINES.split(text.strip()))
                .map(paragraph -> paragraph.lines().toList())
                .toList();
    }

    String html() {
        return TEMPLATE.execute(this);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(MailPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
