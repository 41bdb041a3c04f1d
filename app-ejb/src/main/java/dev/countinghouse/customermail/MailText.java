package dev.countinghouse.customermail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.countinghouse.problem.BillingException;
import java.util.Map;
import java.util.Set;

/**
 * A text with places for values: {@code {{due}}}, and {@code {{#due}}...{{/due}}} or {@code {{^due}}...{{/due}}} for what is there
 * only with, or without, one. It is plain text; whoever shows it as HTML escapes it.
 */
final class MailText {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);

    private final Template template;

    private MailText(Template template) {
        this.template = template;
    }

    /** One of the product's own. */
    static MailText of(String text) {
        return new MailText(COMPILER.compile(text));
    }

    /**
     * One that somebody wrote.
     *
     * @param field that it came in
     * @throws BillingException VALIDATION_FAILED when it is no template, or names what is not there
     */
    static MailText checked(String field, String text, Set<String> variables) {
        try {
            MailText checked = of(text);
            checked.template.visit(new Names(field, variables));
            return checked;
        } catch (MustacheException | IndexOutOfBoundsException e) { // the latter of a tag with nothing in it
            throw BillingException.invalid(
                    field, "malformed", "must have a name in each {{...}}, and each part closed");
        }
    }

    /** The text with its values; one that is empty is as good as none. */
    String with(Map<String, String> values) {
        return template.execute(values);
    }

    /** Refuses whatever is not known by name. */
    private record Names(String field, Set<String> known) implements Mustache.Visitor {

        @Override
        public void visitText(String text) {
            // says nothing that could be wrong
        }

        @Override
        public void visitVariable(String name) {
            require(name);
        }

        @Override
        public boolean visitSection(String name) {
            require(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            require(name);
            return true;
        }

        @Override
        public boolean visitInclude(String name) {
            throw unknown(name);
        }

        @Override
        public boolean visitParent(String name) {
            throw unknown(name);
        }

        @Override
        public boolean visitBlock(String name) {
            throw unknown(name);
        }

        private void require(String name) {
            if (!known.contains(name)) {
                throw unknown(name);
            }
        }

        private BillingException unknown(String name) {
            return BillingException.invalid(
                    field,
                    "unknown_variable",
                    "names %s, which is none of %s"
                            .formatted(name, known.stream().sorted().toList()));
        }
    }
}
