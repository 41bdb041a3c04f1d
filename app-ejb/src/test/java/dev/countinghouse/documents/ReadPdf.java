package dev.countinghouse.documents;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * A PDF as a reader has it.
 *
 * @param pages the text of each, blanks made one
 */
record ReadPdf(List<String> pages) {

    private static final int DPI = 72;
    private static final int DARK = 128;

    static ReadPdf of(byte[] bytes) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(pdf).replaceAll("[\\s\\u00a0]+", " ").strip());
            }
            return new ReadPdf(pages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("\n", pages);
    }

    /** Where the text that stands furthest to the right ends, in points from the left edge of its page. */
    static float rightEnd(byte[] bytes) {
        float[] end = {0};
        PDFTextStripper stripper = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                end[0] = Math.max(end[0], text.getXDirAdj() + text.getWidthDirAdj());
            }
        };
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            stripper.getText(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end[0];
    }

    /** How many pixels of a thousand are dark on a page as it is seen. */
    static int darkPerMille(byte[] bytes, int page) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            BufferedImage seen = new PDFRenderer(pdf).renderImageWithDPI(page, DPI);
            int dark = 0;
            for (int y = 0; y < seen.getHeight(); y++) {
                for (int x = 0; x < seen.getWidth(); x++) {
                    dark += (seen.getRGB(x, y) >> 8 & 0xff) < DARK ? 1 : 0;
                }
            }
            return dark * 1000 / (seen.getWidth() * seen.getHeight());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
