package dev.countinghouse.stripedouble;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/** The few pieces of HTML that the pages are made of; every text that comes from outside goes through {@link #escape}. */
final class Html {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1f36}\
            h1{font-size:1.4rem}table{width:100%;border-collapse:collapse}td{padding:.3rem 0}td:last-child{text-align:right}\
            label{display:block;margin:1rem 0 .3rem}select,input{width:100%;padding:.5rem;font:inherit;box-sizing:border-box}\
            button{margin:1rem .5rem 0 0;padding:.6rem 1.2rem;font:inherit;cursor:pointer}\
            .error{color:#a00;border-left:3px solid #a00;padding-left:.7rem}.note{color:#697386;font-size:.85rem}""";

    private Html() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * A whole page.
     *
     * @param body already escaped
     */
    static Reply page(int status, String title, String body) {
        String page = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head>
                <body><main><h1>%s</h1>
                %s
                <p class="note">This is the double of Stripe for development. No real money moves here.</p></main></body></html>
                """.formatted(escape(title), STYLE, escape(title), body);
        return Reply.html(status, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
                .with("Referrer-Policy", "no-referrer");
    }

    /** A form with one button. */
    static String button(String action, String label, String hiddenFields) {
        return """
                <form method="post"><input type="hidden" name="action" value="%s">%s<button>%s</button></form>
                """.formatted(escape(action), hiddenFields, escape(label));
    }

    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(value));
    }

    /** A choice among the test cards. */
    static String cards() {
        StringBuilder options = new StringBuilder();
        for (TestCard card : TestCard.values()) {
            options.append("<option value=\"%s\">%s, ends with %s: %s</option>"
                    .formatted(
                            escape(card.token()),
                            escape(card.brand()),
                            card.last4(),
                            escape(card.token().substring("pm_card_".length()))));
        }
        return "<label for=\"card\">Test card</label><select id=\"card\" name=\"card\">%s</select>".formatted(options);
    }

    static String error(String message) {
        return "<p class=\"error\" role=\"alert\">%s</p>".formatted(escape(message));
    }

    /** An amount for people, such as {@code 12.34 EUR}. */
    static String money(long minor, String currency) {
        String code = currency.toUpperCase(Locale.ROOT);
        int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits).toPlainString() + " " + code;
    }
}
