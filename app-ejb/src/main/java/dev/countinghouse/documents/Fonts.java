package dev.countinghouse.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The fonts that documents are set in: Inter, whose figures all are as wide, for Latin, Greek and Cyrillic; Noto Sans JP for what
 * Japanese business writes. Both are parts of the whole fonts, without ligatures, which text searched for in a PDF falls over.
 */
final class Fonts {

    private static final int REGULAR = 400;
    private static final int BOLD = 700;
    private static final int ASIAN = 0x2e80; // the first code point that the Western font leaves to the other

    private static final List<Font> WESTERN = List.of(
            new Font("Document", REGULAR, bytes("Document-Regular.ttf")),
            new Font("Document", BOLD, bytes("Document-SemiBold.ttf")));

    private static final List<Font> JAPANESE = List.of(
            new Font("Document Japanese", REGULAR, bytes("DocumentJapanese-Regular.ttf")),
            new Font("Document Japanese", BOLD, bytes("DocumentJapanese-Bold.ttf")));

    private Fonts() {}

    private record Font(String family, int weight, byte[] bytes) {

        void register(PdfRendererBuilder pdf) {
            pdf.useFont(() -> new ByteArrayInputStream(bytes), family, weight, FontStyle.NORMAL, true);
        }
    }

    /** For whatever font is asked for that no page brings. */
    static ShippedFonts fallback() {
        return new ShippedFonts(WESTERN.getFirst().bytes());
    }

    /** Those that a page needs, embedded as far as it uses them. The Japanese ones are large and read in full. */
    static void register(PdfRendererBuilder pdf, String page) {
        WESTERN.forEach(font -> font.register(pdf));
        if (page.codePoints().anyMatch(point -> point >= ASIAN)) {
            JAPANESE.forEach(font -> font.register(pdf));
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Fonts.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
