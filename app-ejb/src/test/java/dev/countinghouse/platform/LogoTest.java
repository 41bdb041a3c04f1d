package dev.countinghouse.platform;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.countinghouse.problem.BillingException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LogoTest {

    private static byte[] picture(String format, int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, 8, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static String data(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static void refused(String logo) {
        assertThatExceptionOfType(BillingException.class).isThrownBy(() -> Logo.check("branding.logo", logo));
    }

    @Test
    void smallPicturesAreTaken() throws IOException {
        String png = data("image/png", picture("png", 1200));
        String jpeg = data("image/jpeg", picture("jpeg", 100));
        assertThatNoException().isThrownBy(() -> {
            Logo.check("branding.logo", png);
            Logo.check("branding.logo", jpeg);
            Logo.check("branding.logo", null);
        });
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        byte[] png = picture("png", 10);
        refused(data("image/jpeg", png));
        refused(data("image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8)));
        refused(data("image/png", "<svg/>".getBytes(StandardCharsets.UTF_8)));
        refused(data("image/png", java.util.Arrays.copyOf(png, png.length / 2)));
        refused(data("image/gif", picture("gif", 10)));
        refused(data("image/png", picture("png", 1201)));
        refused("https://a.example/logo.png");
        refused("file:///etc/passwd");
        refused(data("image/png", png) + "\" onload=\"x");
        refused("data:image/png;base64,A===");
    }

    @Test
    void aPictureThatClaimsToBeHugeIsNotOpened() throws IOException {
        byte[] png = picture("png", 10);
        png[16] = 0x7f; // the width in its header
        refused(data("image/png", png));
    }
}
