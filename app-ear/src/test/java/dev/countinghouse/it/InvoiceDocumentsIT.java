package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InvoiceDocumentsIT {
    private static final String HOSTILE = "Ada \"><img src=file:///etc/passwd> {{7*7}}";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    /** The second invoice: 29.00, 4.00 and 2.50, with 20 % tax, 42.60 in all. */
    @BeforeEach
    void makeInvoices() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        api.patch(
                        "/tenant",
                        Body.of(
                                "locale",
                                "de",
                                "seller",
                                Body.of("legal_name", "Nordwind GmbH", "line1", "Lindenstr. 1", "city", "Berlin"),
                                "branding",
                                Body.of("logo", logo(), "primary_color", "#0f766e", "footer", "Danke <b>sehr</b>")))
                .expect(200);
        customer = api.post(
                        "/customers",
                        Body.of(
                                "name",
                                HOSTILE,
                                "time_zone",
                                "Europe/Paris",
                                "country",
                                "FR",
                                "vat_id",
                                "FR12345678901",
                                "address",
                                Body.of("line1", "1 rue de la Paix", "postal_code", "75002", "city", "Paris")))
                .expect(201)
                .id();
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.advance("2024-02-01T12:00:00Z");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    private static String logo() {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB), "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode second() {
        return tenant.invoices().get(1);
    }

    private String path() {
        return "/invoices/" + second().path("id").asText() + "/pdf";
    }

    private static String text(byte[] bytes) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(pdf).replaceAll("[\\s\\u00a0]+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aPdfShowsTheInvoiceInTheTenantsLanguageAndLook() {
        HttpResponse<byte[]> pdf = Jobs.download(api, path());
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(header(pdf, "Content-Type")).isEqualTo("application/pdf");
        String number = second().path("number").asText();
        assertThat(header(pdf, "Content-Disposition")).isEqualTo("attachment; filename=\"" + number + ".pdf\"");
        assertThat(text(pdf.body()))
                .contains("Rechnung", number, "Nordwind GmbH", "Lindenstr. 1", "1 rue de la Paix", "75002 Paris")
                .contains("Frankreich", "FR12345678901", "1. Februar 2024", "29,00 €", "4,00 €", "2,50 €")
                .contains("Zwischensumme 35,50 €", "auf 35,50 € 7,10 €", "Zu zahlen 42,60 €", "Seite 1 von 1")
                .contains("Danke <b>sehr</b>");
        assertThat(text(pdf.body()).replace(" ", "")).contains(HOSTILE.replace(" ", ""));
    }

    @Test
    void anInvoiceKeepsWhoItIsFromAndForAndItsLanguage() {
        HttpResponse<byte[]> before = Jobs.download(api, path());
        api.patch("/tenant", Body.of("locale", "ja", "seller", Body.of("legal_name", "Other"), "name", "Other"))
                .expect(200);
        api.patch("/customers/" + customer, Body.of("name", "Bob", "locale", "es", "vat_id", "ES1"))
                .expect(200);
        assertThat(second().at("/seller/legal_name").asText()).isEqualTo("Nordwind GmbH");
        assertThat(second().at("/customer/locale").asText()).isEqualTo("de");
        assertThat(second().at("/customer/address/city").asText()).isEqualTo("Paris");
        HttpResponse<byte[]> after = Jobs.download(api, path());
        assertThat(after.body()).isEqualTo(before.body());

        tenant.advance("2024-03-01T12:00:00Z");
        JsonNode third = tenant.invoices().get(2);
        assertThat(text(Jobs.download(api, "/invoices/" + third.path("id").asText() + "/pdf")
                        .body()))
                .contains("Factura", "Other", "Bob", "NIF-IVA ES1");
    }

    @Test
    void aPaymentChangesNothingOnThePdfAndWhoHasItIsToldSo() {
        HttpResponse<byte[]> pdf = Jobs.download(api, path());
        String tag = header(pdf, "ETag");
        assertThat(tag).matches("\"[0-9a-f]{64}\"");
        api.post(
                        "/invoices/" + second().path("id").asText() + "/payments",
                        Body.of("amount", Body.of("amount", "42.60", "currency", "EUR"), "reference", "r"))
                .expect(201);
        HttpResponse<byte[]> again = Jobs.download(api.with("If-None-Match", tag), path());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(Jobs.download(api, path()).body()).isEqualTo(pdf.body());

        api.patch("/tenant", Body.of("branding", Body.of("primary_color", "#ff0000")))
                .expect(200);
        assertThat(Jobs.download(api.with("If-None-Match", tag), path()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyElseSeesIt() {
        TestTenant other = TestTenant.register();
        other.api().get(path()).expectProblem(404, "not_found");
        other.api().get("/invoices/" + UUID.randomUUID() + "/pdf").expectProblem(404, "not_found");
        tenant.anonymous().get(path()).expectProblem(401, "unauthenticated");
        assertThat(Jobs.download(tenant.member("viewer"), path()).statusCode()).isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> whatCannotStandOnADocumentIsRefused() {
        return Cases.of(
                """
                branding | logo     | https://a.example/logo.png
                branding | logo     | file:///etc/passwd
                branding | logo     | data:image/svg+xml;base64,PHN2Zy8+
                branding | logo     | data:image/png;base64,PHN2Zy8+
                seller   | country  | XX
                seller   | iban     | DE89 3704
                seller   | iban     | DE88370400440532013000
                seller   | bic      | x
                seller   | electronic_address | 9930
                seller   | electronic_address | 0088:7300010000002
                seller   | contact_phone | call us
                seller   | contact_email | nobody
                seller   | contact_email | billing@localhost
                seller   | vat_id   | de 1""",
                row -> api.patch("/tenant", Body.of(row.get(0), Body.of(row.get(1), row.get(2))))
                        .expectProblem(422, "validation_failed", row.get(0) + "." + row.get(1)));
    }

    @Test
    void documentsAreInTheLanguagesThereAre() {
        for (String locale : List.of("nl", "de_AT")) {
            api.patch("/tenant", Body.of("locale", locale)).expectProblem(422, "validation_failed", "locale");
        }
        for (String locale : List.of("tlh", "de-at")) {
            api.post("/customers", Body.of("name", "N", "locale", locale))
                    .expectProblem(422, "validation_failed", "locale");
        }
    }
}
