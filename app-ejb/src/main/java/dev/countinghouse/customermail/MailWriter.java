package dev.countinghouse.customermail;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes of words, values and a look what a reader sees. */
final class MailWriter {

    private MailWriter() {}

    /**
     * What a mail is made of.
     *
     * @param pay what leads to the payment
     * @param payUrl where; empty for nowhere
     */
    record Parts(
            MailText subject, MailText text, Map<String, String> values, MailLook look, String pay, String payUrl) {}

    static MailPreview write(Parts parts) {
        String subject = parts.subject().with(parts.values()).strip();
        String said = parts.text().with(parts.values()).strip();
        List<String> footer = parts.look().footer().lines().toList();
        StringBuilder text = new StringBuilder(said);
        if (!parts.payUrl().isEmpty()) {
            text.append("\n\n").append(parts.pay()).append(":\n").append(parts.payUrl());
        }
        if (!footer.isEmpty()) {
            text.append("\n\n-- \n").append(footer.stream().collect(Collectors.joining("\n")));
        }
        MailPage page =
                new MailPage(parts.look(), subject, MailPage.paragraphs(said), parts.pay(), parts.payUrl(), footer);
        return new MailPreview(subject, text.append('\n').toString(), page.html());
    }
}
