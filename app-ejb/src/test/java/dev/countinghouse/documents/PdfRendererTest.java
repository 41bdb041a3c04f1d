package dev.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that nobody escaped: even then nothing is loaded. */
class PdfRendererTest {

    private static final int ID_BYTES = 8;

    @TempDir
    Path folder;

    private static String render(String head, String body) {
        String page = "<html><head><style>body { font-family: 'Document' }</style>" + head + "</head><body>before "
                + body + " after</body></html>";
        return ReadPdf.of(PdfRenderer.render(
                        new PrintedPage(page, "", "T", "A", Instant.EPOCH), new byte[ID_BYTES], null))
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src='%s'/>",
                "<iframe src='%s'></iframe>",
                "<object data='%s' type='application/pdf'></object>",
                "<object data='%s' type='image/svg+xml'></object>",
                "<embed src='%s'/>",
                "<div style=\"background-image: url('%s')\">x</div>",
                "<ul style=\"list-style-image: url('%s')\"><li>x</li></ul>",
                "<a href='%s' download='x'>x</a>"
            })
    void aPageOpensNoConnectionAndNoFile(String element) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(50);
            assertThat(render("", element.formatted("http://127.0.0.1:" + server.getLocalPort() + "/secret")))
                    .contains("before", "after");
            assertNobodyCame(server);
        }
        Path secret = Files.writeString(folder.resolve("secret.html"), "<html><body>geheim</body></html>");
        assertThat(render("", element.formatted(secret.toUri())))
                .contains("before")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel='stylesheet' href='%s'/>",
                "<style>@import url('%s');</style>",
                "<style>@font-face { font-family: 'X'; src: url('%s') } body { font-family: 'X', 'Document' }</style>",
                "<base href='%s'/><link rel='stylesheet' href='a.css'/>"
            })
    void aPageLoadsNoStyleAndNoFont(String element) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(50);
            assertThat(render(element.formatted("http://127.0.0.1:" + server.getLocalPort() + "/secret"), ""))
                    .contains("before", "after");
            assertNobodyCame(server);
        }
        Path secret = Files.writeString(folder.resolve("secret.css"), "body { display: none }");
        assertThat(render(element.formatted(secret.toUri()), "")).contains("before", "after");
    }

    @Test
    void aPageNamesNoEntitiesOfItsOwn() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "geheim");
        String page =
                "<!DOCTYPE html [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><html><head><style>body { font-family:"
                        + " 'Document' }</style></head><body>before &x; after</body></html>";
        assertThat(ReadPdf.of(PdfRenderer.render(
                                new PrintedPage(page, "", "T", "A", Instant.EPOCH), new byte[ID_BYTES], null))
                        .text())
                .contains("before", "after")
                .doesNotContain("geheim");
    }

    private static void assertNobodyCame(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            throw new AssertionError("somebody connected");
        } catch (SocketTimeoutException nobody) {
            assertThat(nobody).isNotNull();
        }
    }
}
