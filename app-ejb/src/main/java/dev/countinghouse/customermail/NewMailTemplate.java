package dev.countinghouse.customermail;

import org.jspecify.annotations.Nullable;

/**
 * What a mail is to say.
 *
 * @param language of {@link MailTemplateView}; null: the tenant's
 * @param subject on one line; null, like the text: the words of now
 * @param text plain
 */
public record NewMailTemplate(
        @Nullable String language,
        @Nullable String subject,
        @Nullable String text) {}
