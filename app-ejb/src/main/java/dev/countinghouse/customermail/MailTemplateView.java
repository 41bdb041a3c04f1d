package dev.countinghouse.customermail;

import java.util.List;

/**
 * What a mail says in one language.
 *
 * @param language de, en, es, fr or ja; of customers of another one it is en
 * @param text plain; its HTML is made of it
 * @param own whether these are the tenant's words; else the product's
 * @param variables what subject and text may name, as {@code {{name}}}
 */
public record MailTemplateView(
        MailKind kind, String language, String subject, String text, boolean own, List<String> variables) {

    public MailTemplateView {
        variables = List.copyOf(variables);
    }
}
