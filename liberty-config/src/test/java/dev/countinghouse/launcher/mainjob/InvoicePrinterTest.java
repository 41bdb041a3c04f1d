package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Waiting;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvoicePrinterTest {
    private static final Invoice INVOICE = Samples.invoice(
            "ACME-000007",
            "6.70",
            "40.21",
            Samples.usage("50", "0.08", "4.00"),
            Samples.usage("10.125", "0.05", "0.51"),
            Samples.fee("1", "29.00"));

    @Test
    void columnsAreAligned() {
        assertThat(InvoicePrinter.print("tenant_acme", List.of(INVOICE)))
                .containsExactly(
                        "",
                        "    ACME-000007  c1 (Customer 1)  2025-01-01 to 2025-02-01 in Asia/Tokyo, issued 2025-02-01, in tenant_acme.invoices",
                        "      Build minutes      2025-01-01 to 2025-02-01      50 minutes   0.08   4.00",
                        "      Build minutes      2025-01-01 to 2025-02-01  10.125 minutes   0.05   0.51",
                        "      Monthly fee        2025-01-01 to 2025-02-01               1  29.00  29.00",
                        "      Net                                                                 33.51",
                        "      VAT 20 % of 33.51                                                    6.70",
                        "      Total EUR                                                           40.21");
    }

    @Test
    void ofManyTheLatestOfEachCustomerIsShown() {
        Invoice later = Samples.invoice("ACME-000009", "0", "0");
        assertThat(InvoicePrinter.latestPerCustomer(List.of(INVOICE, later))).containsExactly(later);
    }

    @Test
    void aSummaryNamesTheSchemaAndTheTotals() {
        ApiClient api = new ApiClient(URI.create("http://127.0.0.1:9/api/v1"), Waiting.CALM);
        TenantSession session = new TenantSession(DemoTenant.ACME, "tenant_acme", api, "key", true);
        assertThat(InvoicePrinter.summary(session, List.of(INVOICE, INVOICE)))
                .isEqualTo("acme: 2 invoices for 1 customer in tenant_acme.invoices, total EUR 80.42, of it tax 13.40");
    }
}
