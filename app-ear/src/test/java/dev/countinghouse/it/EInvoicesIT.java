package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices and credit notes as e-invoices, held against the rules as they are published. */
class EInvoicesIT {
    private static final ValidationExecutorSetRegistry<IValidationSourceXML> RULES =
            new ValidationExecutorSetRegistry<>();

    static {
        EN16931Validation.initEN16931(RULES);
        XRechnungValidation.initXRechnung(RULES);
        PeppolValidation2026_05.init(RULES);
    }

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void startTheClock() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
    }

    /** 29.00, 4.00 and 2.50 with 20 % tax: 35.50 + 7.10 = 42.60. */
    private JsonNode invoice(Map<String, @Nullable Object> seller) {
        api.patch("/tenant", Body.of("seller", seller)).expect(200);
        UUID customer = api.post(
                        "/customers",
                        Body.of(
                                "name",
                                "Ada & Co",
                                "time_zone",
                                "Europe/Paris",
                                "country",
                                "FR",
                                "vat_id",
                                "FR12345678901"))
                .expect(201)
                .id();
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "e", "2024-01-10T00:00:00Z", "100");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        return tenant.invoices().get(1);
    }

    private JsonNode invoice() {
        return invoice(Body.of(
                "legal_name",
                "Nordwind GmbH",
                "line1",
                "Lindenstr. 1",
                "city",
                "Berlin",
                "country",
                "DE",
                "vat_id",
                "DE123456789",
                "iban",
                "DE89370400440532013000"));
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    static List<String> violations(DVRCoordinate rules, byte[] xml) {
        List<String> violations = new ArrayList<>();
        ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        Objects.requireNonNull(RULES.getOfID(rules)),
                        ValidationSourceXML.create(new ReadableResourceByteArray(xml)))
                .getAllFailures()
                .forEach(error -> violations.add(error.getAsString(Locale.ROOT)));
        return violations;
    }

    private byte[] download(String path, String mediaType, String fileName) {
        HttpResponse<byte[]> answer = Jobs.download(api, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(mediaType);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + fileName + "\"");
        assertThat(Jobs.download(api, path).body()).isEqualTo(answer.body());
        return answer.body();
    }

    private static byte[] attached(byte[] bytes) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return Objects.requireNonNull(pdf.getDocumentCatalog()
                            .getNames()
                            .getEmbeddedFiles()
                            .getNames()
                            .get("factur-x.xml"))
                    .getEmbeddedFile()
                    .toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(byte[] bytes) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(pdf).replaceAll("[\\s\\u00a0]+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void anInvoiceIsValidInEachFormatAndSaysItsAmounts() {
        JsonNode invoice = invoice();
        String path = "/invoices/" + invoice.path("id").asText() + "/e-invoice";
        String number = invoice.path("number").asText();
        byte[] cii = download(path + "?format=cii", "application/xml", number + ".xml");
        byte[] ubl = download(path + "?format=ubl", "application/xml", number + ".xml");
        byte[] pdf = download(path, "application/pdf", number + ".pdf");
        assertThat(violations(EN16931Validation.VID_CII_1316, cii)).isEmpty();
        assertThat(violations(EN16931Validation.VID_UBL_INVOICE_1316, ubl)).isEmpty();
        assertThat(attached(pdf)).isEqualTo(cii);
        assertThat(string(cii)).contains(">" + number + "<", ">380<", ">35.50<", ">7.10<", ">42.60<", "Ada &amp; Co");
        assertThat(string(ubl)).contains(">" + number + "<", ">380<", ">35.50<", ">7.10<", ">42.60<", "Ada &amp; Co");
        assertThat(text(pdf))
                .isEqualTo(text(
                        Jobs.download(api, path.replace("e-invoice", "pdf")).body()));
    }

    private JsonNode credit(JsonNode invoice, int line) {
        Object credited =
                Body.of("line_id", invoice.at("/lines/" + line + "/id").asText());
        return api.post(
                        "/invoices/" + invoice.path("id").asText() + "/credit-notes",
                        Body.of("reason", "Outage", "lines", List.of(credited)))
                .expect(201)
                .json();
    }

    @Test
    void aCreditNoteIsValidInEachFormatAndNamesItsInvoice() {
        JsonNode invoice = invoice();
        JsonNode note = credit(invoice, 1);
        String path = "/credit-notes/" + note.path("id").asText();
        String number = note.path("number").asText();
        byte[] cii = download(path + "/e-invoice?format=cii", "application/xml", number + ".xml");
        byte[] ubl = download(path + "/e-invoice?format=ubl", "application/xml", number + ".xml");
        byte[] pdf = download(path + "/e-invoice?format=facturx", "application/pdf", number + ".pdf");
        assertThat(violations(EN16931Validation.VID_CII_1316, cii)).isEmpty();
        assertThat(violations(EN16931Validation.VID_UBL_CREDIT_NOTE_1316, ubl)).isEmpty();
        assertThat(attached(pdf)).isEqualTo(cii);
        String of = ">" + invoice.path("number").asText() + "<";
        assertThat(string(cii)).contains(">381<", of, ">4.00<", ">0.80<", ">4.80<", ">Outage<");
        assertThat(string(ubl)).contains(">381<", of, ">4.00<", ">0.80<", ">4.80<", ">Outage<");
        assertThat(text(download(path + "/pdf", "application/pdf", number + ".pdf")))
                .isEqualTo(text(pdf))
                .contains("Credit note", number, invoice.path("number").asText(), "€4.80", "Outage");
    }

    /** 722.50 of work and 10.00 taken off, with 20 % tax: 712.50 + 142.50 = 855.00. */
    @Test
    void anInvoiceThatWasWrittenByHandIsValidInEachFormat() {
        Object taxed = List.of("vat20");
        Object wanted = Body.of(
                "customer_id",
                invoice().at("/customer/id").asText(),
                "lines",
                List.of(
                        Body.of("description", "Work", "unit_amount", "96.333", "quantity", "7.5", "tax_rates", taxed),
                        Body.of("description", "Goodwill", "unit_amount", "-10", "tax_rates", taxed)));
        JsonNode byHand = api.post("/invoices", wanted).expect(201).json();
        String path = "/invoices/" + byHand.path("id").asText() + "/e-invoice";
        String number = byHand.path("number").asText();
        byte[] cii = download(path + "?format=cii", "application/xml", number + ".xml");
        byte[] ubl = download(path + "?format=ubl", "application/xml", number + ".xml");
        assertThat(violations(EN16931Validation.VID_CII_1316, cii)).isEmpty();
        assertThat(violations(EN16931Validation.VID_UBL_INVOICE_1316, ubl)).isEmpty();
        assertThat(string(ubl)).contains(">722.50<", ">-10.00<", ">855.00<");
        assertThat(text(download(path, "application/pdf", number + ".pdf"))).contains("Work", "Goodwill", "€855.00");
    }

    /** A seller in Germany, and the invoice of one of his customers for the fee of January, in advance. */
    private JsonNode germanInvoice(Map<String, @Nullable Object> customer) {
        Map<String, @Nullable Object> seller =
                Body.of("legal_name", "Nordwind GmbH", "postal_code", "10969", "city", "Berlin", "country", "DE");
        seller.putAll(Body.of("vat_id", "DE123456789", "iban", "DE89370400440532013000"));
        seller.putAll(Body.of("electronic_address", "9930:DE123456789", "contact_name", "Buchhaltung"));
        seller.putAll(Body.of("contact_phone", "+49 30 1234", "contact_email", "buchhaltung@nordwind.example"));
        api.patch("/tenant", Body.of("seller", seller)).expect(200);
        Map<String, @Nullable Object> german = Body.of("time_zone", "Europe/Berlin", "country", "DE");
        german.putAll(customer);
        tenant.subscribe(api.post("/customers", german).expect(201).id(), "2024-01-02");
        tenant.advance("2024-01-03T12:00:00Z");
        return tenant.invoices().getFirst();
    }

    private static Map<String, @Nullable Object> city() {
        Map<String, @Nullable Object> city = Body.of(
                "name",
                "Stadt München",
                "address",
                Body.of("line1", "Marienplatz 8", "postal_code", "80331", "city", "München"));
        city.putAll(Body.of("buyer_reference", "09162000-BUERGER-12"));
        city.putAll(Body.of("electronic_address", "0204:09162000-BUERGER-12"));
        return city;
    }

    @Test
    void whatIsSentToACityIsValidAsXRechnungAndInPeppol() {
        JsonNode invoice = germanInvoice(city());
        assertThat(invoice.at("/customer/electronic_address").asText()).isEqualTo("0204:09162000-BUERGER-12");
        assertThat(invoice.at("/seller/contact_name").asText()).isEqualTo("Buchhaltung");
        String path = "/invoices/" + invoice.path("id").asText() + "/e-invoice?format=";
        String file = invoice.path("number").asText() + ".xml";
        byte[] xRechnung = download(path + "xrechnung", "application/xml", file);
        byte[] peppol = download(path + "peppol", "application/xml", file);
        assertThat(violations(XRechnungValidation.VID_XRECHNUNG_UBL_INVOICE_302, xRechnung))
                .isEmpty();
        assertThat(violations(PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3, peppol))
                .isEmpty();
        assertThat(string(xRechnung)).contains("xrechnung_3.0", ">09162000-BUERGER-12<", ">Buchhaltung<");
        JsonNode note = credit(invoice, 0);
        String credited = "/credit-notes/" + note.path("id").asText() + "/e-invoice?format=";
        assertThat(violations(
                        XRechnungValidation.VID_XRECHNUNG_UBL_CREDITNOTE_302,
                        download(
                                credited + "xrechnung",
                                "application/xml",
                                note.path("number").asText() + ".xml")))
                .isEmpty();
        assertThat(violations(
                        PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3,
                        download(
                                credited + "peppol",
                                "application/xml",
                                note.path("number").asText() + ".xml")))
                .isEmpty();
    }

    @Test
    void whatAProfileAsksForIsNamedByItsField() {
        JsonNode invoice = germanInvoice(Body.of("name", "Stadt München", "email", "stadt@muenchen.example"));
        String path = "/invoices/" + invoice.path("id").asText() + "/e-invoice?format=";
        api.get(path + "peppol")
                .expectProblem(422, "e_invoice_incomplete", "customer.buyer_reference")
                .expectProblem(422, "e_invoice_incomplete", "customer.electronic_address");
        api.get(path + "xrechnung")
                .expectProblem(422, "e_invoice_incomplete", "customer.buyer_reference")
                .expectProblem(422, "e_invoice_incomplete", "customer.address.city");
        assertThat(violations(
                        EN16931Validation.VID_UBL_INVOICE_1316,
                        Jobs.download(api, path + "ubl").body()))
                .isEmpty();
    }

    @Test
    void whatAnInvoiceLacksIsNamedAndItsPdfIsThereAllTheSame() {
        String path = "/invoices/"
                + invoice(Body.of("legal_name", "Nordwind GmbH")).path("id").asText();
        for (String format : List.of("facturx", "cii", "ubl")) {
            api.get(path + "/e-invoice?format=" + format)
                    .expectProblem(422, "e_invoice_incomplete", "seller.country")
                    .expectProblem(422, "e_invoice_incomplete", "seller.vat_id");
        }
        assertThat(Jobs.download(api, path + "/pdf").statusCode()).isEqualTo(200);
    }

    @Test
    void aFormatThatThereIsNotIsRefusedAndNobodyElseSeesAnInvoice() {
        String path = "/invoices/" + invoice().path("id").asText() + "/e-invoice";
        api.get(path + "?format=edifact").expectProblem(422, "validation_failed", "format");
        TestTenant.register().api().get(path).expectProblem(404, "not_found");
        assertThat(Jobs.download(tenant.member("viewer"), path).statusCode()).isEqualTo(200);
    }
}
