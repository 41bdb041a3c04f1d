package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No statement is made from what somebody sent: each is put together from literals and constants alone, and values are its
 * parameters. This is what limits the residual that SQL of one's own could become another tenant.
 */
class StatementsAreConstantsTest {

    private static final Pattern SENDING = Pattern.compile(
            "(createNativeQuery|createQuery|prepareStatement|\\.execute|executeQuery|executeUpdate)\\(");

    /** Literals, sums, constants, and formatting with constants. */
    private static final Pattern HARMLESS =
            Pattern.compile("(\"|\\s|\\+|[A-Z]\\w*\\.[A-Z_]+\\b|\\b[A-Z][A-Z_]+\\b|\\.formatted\\(|[(),])*");

    private static final Pattern CALL = Pattern.compile("\\(.*", Pattern.DOTALL);

    /**
     * The names of entities' tables; criteria; the statement that enters a scope, whose name is checked; the constants that
     * TenantFactory passes on; templates of pages and mails, which are sent to no database.
     */
    private static final List<String> KNOWN = List.of(
            "EntityHistory: statement",
            "InvoiceTemplate: page",
            "Listing: type",
            "Listing: query",
            "MailPage: this",
            "MailText: values",
            "ScopedConnections: scope.entering",
            "TenantFactory: sql",
            "TenantFactory: sql");

    @Test
    void everyStatementIsMadeOfConstants() throws IOException {
        List<String> others = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                made(Files.readString(file))
                        .forEach(statement ->
                                others.add(name + ": " + CALL.matcher(statement).replaceFirst("")));
            }
        }
        assertThat(others).containsExactlyInAnyOrderElementsOf(KNOWN);
    }

    @Test
    void aStatementMadeOfSomethingElseIsFound() {
        assertThat(made("em.createNativeQuery(\"SELECT \" + COLUMNS + \" FROM t\", Tuple.class)"))
                .isEmpty();
        assertThat(made("em.createNativeQuery(\"SELECT %s\".formatted(Tenant.COLUMNS))"))
                .isEmpty();
        assertThat(made("em.createNativeQuery(\"SELECT 1 FROM \" + table)")).hasSize(1);
        assertThat(made("em.createNativeQuery(\"SELECT '%s'\".formatted(name), String.class)"))
                .hasSize(1);
        assertThat(made("connection.prepareStatement(sql)")).hasSize(1);
    }

    /** The statements of a source that are not made of constants alone. */
    private static List<String> made(String source) {
        List<String> found = new ArrayList<>();
        Matcher sending = SENDING.matcher(source);
        while (sending.find()) {
            String statement = firstArgument(source, sending.end());
            if (!HARMLESS.matcher(statement).matches()) {
                found.add(statement);
            }
        }
        return found;
    }

    /** The first argument of a call, its literals written as a quotation mark. */
    private static String firstArgument(String source, int from) {
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        int at = from;
        while (true) {
            char c = source.charAt(at);
            if (c == '"') {
                at = literalEnd(source, at);
                argument.append('"');
                continue;
            }
            boolean ends = depth == 0 && (c == ')' || c == ',');
            if (ends) {
                return argument.toString().strip();
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            argument.append(c);
            at++;
        }
    }

    private static int literalEnd(String source, int from) {
        String quotes = source.startsWith("\"\"\"", from) ? "\"\"\"" : "\"";
        int at = from + quotes.length();
        while (!source.startsWith(quotes, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return at + quotes.length();
    }
}
