package dev.countinghouse.customermail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailWriterTest {

    private static final MailLook PLAIN = new MailLook("en", "Nordwind", "#1a2b3c", "#1a2b3c", "", "");

    private static MailPreview write(String text, Map<String, String> values, MailLook look, String payUrl) {
        return MailWriter.write(new MailWriter.Parts(
                MailText.of("Invoice {{invoice_number}}"), MailText.of(text), values, look, "Pay now", payUrl));
    }

    @Test
    void whatComesFromPeopleIsEscapedInHtmlAndAsItIsInText() {
        MailPreview mail = write(
                "Hello {{customer_name}}",
                Map.of("customer_name", "<script>alert('x')</script> & \"Co\"", "invoice_number", "<1>"),
                new MailLook("en", "<b>Brand</b>", "#1a2b3c", "#1a2b3c", "", "<i>foot</i>"),
                "");
        assertThat(mail.html())
                .doesNotContain("<script", "<b>Brand", "<i>foot", "<1>")
                .contains("&lt;script&gt;", "&lt;b&gt;Brand", "&lt;i&gt;foot", "&amp; &quot;Co&quot;");
        assertThat(mail.text()).contains("Hello <script>alert('x')</script> & \"Co\"");
        assertThat(mail.subject()).isEqualTo("Invoice <1>");
    }

    @Test
    void blankLinesBeginParagraphsAndLinesStayLines() {
        String html = write("one\ntwo\n\nthree", Map.of("invoice_number", "1"), PLAIN, "")
                .html();
        assertThat(html).contains("one<br>two<br></p>").contains(">three<br></p>");
    }

    @Test
    void aMailThatAsksForMoneyLeadsToItsPageInBothForms() {
        MailPreview mail =
                write("Please pay", Map.of("invoice_number", "1"), PLAIN, "https://shop.example/pay?i=1&x=\"'><b>");
        assertThat(mail.text()).endsWith("Pay now:\nhttps://shop.example/pay?i=1&x=\"'><b>\n");
        assertThat(mail.html())
                .contains("href=\"https://shop.example/pay?i&#x3D;1&amp;x&#x3D;&quot;&#39;&gt;&lt;b&gt;\"");
    }

    @Test
    void withoutAPageNothingLeadsThere() {
        MailPreview mail = write("Thank you", Map.of("invoice_number", "1"), PLAIN, "");
        assertThat(mail.text()).isEqualTo("Thank you\n");
        assertThat(mail.html()).doesNotContain("href", "Pay now");
    }

    @Test
    void theTenantsLogoStandsForItsNameAndItsFooterBelow() {
        MailLook look = new MailLook(
                "de", "Nordwind", "#ffee00", "#1b2430", "https://nordwind.example/l.png", "Nordwind\nKiel");
        MailPreview mail = write("Hallo", Map.of("invoice_number", "1"), look, "");
        assertThat(mail.html())
                .contains("<html lang=\"de\">", "alt=\"Nordwind\"", "border-top:4px solid #ffee00", ">Kiel</p>")
                .doesNotContain("<strong");
        assertThat(mail.text()).isEqualTo("Hallo\n\n-- \nNordwind\nKiel\n");
    }
}
