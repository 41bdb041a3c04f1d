package dev.countinghouse.web.analytics;

import dev.countinghouse.analytics.ChurnView;
import dev.countinghouse.analytics.CohortsView;
import dev.countinghouse.analytics.MrrView;
import dev.countinghouse.analytics.ReceivablesView;
import dev.countinghouse.analytics.RevenueView;
import dev.countinghouse.analytics.UsageView;
import dev.countinghouse.web.api.Csv;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures as comma-separated values: a row of names, then one for each month (age, metric) of each currency. */
@Provider
@Produces(Csv.TYPE)
public class AnalyticsTables implements MessageBodyWriter<Object> {

    private static final String MRR =
            "currency,month,opening,new_business,expansion,contraction,churn,reactivation,closing,arr,customers";
    private static final String CHURN =
            "currency,month,customers,customers_lost,customer_churn_rate,mrr,mrr_lost,mrr_churn_rate,net_retention_rate";
    private static final String COHORTS = "currency,cohort,age,customers,mrr,customer_rate,mrr_rate";
    private static final String REVENUE = "currency,month,invoiced,credited,voided,net";
    private static final String RECEIVABLES = "currency,age,due,invoices";
    private static final String USAGE = "metric,month,quantity,events";

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.getPackage().equals(MrrView.class.getPackage())
                && mediaType.getSubtype().equals("csv");
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(table(value).getBytes(StandardCharsets.UTF_8));
    }

    /** All of it, in the order of the view. */
    static String table(Object view) {
        return switch (view) {
            case MrrView mrr -> table(MRR, mrr.currencies().stream().flatMap(AnalyticsTables::rows));
            case ChurnView churn -> table(CHURN, churn.currencies().stream().flatMap(AnalyticsTables::rows));
            case CohortsView cohorts ->
                table(COHORTS, cohorts.currencies().stream().flatMap(AnalyticsTables::rows));
            case RevenueView revenue ->
                table(REVENUE, revenue.currencies().stream().flatMap(AnalyticsTables::rows));
            case ReceivablesView due ->
                table(RECEIVABLES, due.currencies().stream().flatMap(AnalyticsTables::rows));
            case UsageView usage -> table(USAGE, usage.metrics().stream().flatMap(AnalyticsTables::rows));
            default -> throw new IllegalArgumentException(view.getClass().getName());
        };
    }

    private static String table(String names, Stream<String> rows) {
        return names + "\r\n" + rows.collect(Collectors.joining());
    }

    private static Stream<String> rows(MrrView.MrrOfCurrency one) {
        return one.months().stream()
                .map(month -> Csv.row(
                        one.currency(),
                        month.month(),
                        month.opening().amount(),
                        month.newBusiness().amount(),
                        month.expansion().amount(),
                        month.contraction().amount(),
                        month.churn().amount(),
                        month.reactivation().amount(),
                        month.closing().amount(),
                        month.arr().amount(),
                        month.customers()));
    }

    private static Stream<String> rows(ChurnView.ChurnOfCurrency one) {
        return one.months().stream()
                .map(month -> Csv.row(
                        one.currency(),
                        month.month(),
                        month.customers(),
                        month.customersLost(),
                        month.customerChurnRate(),
                        month.mrr().amount(),
                        month.mrrLost().amount(),
                        month.mrrChurnRate(),
                        month.netRetentionRate()));
    }

    private static Stream<String> rows(CohortsView.CohortsOfCurrency one) {
        return one.cohorts().stream()
                .flatMap(cohort -> cohort.months().stream()
                        .map(month -> Csv.row(
                                one.currency(),
                                cohort.month(),
                                month.age(),
                                month.customers(),
                                month.mrr().amount(),
                                month.customerRate(),
                                month.mrrRate())));
    }

    private static Stream<String> rows(RevenueView.RevenueOfCurrency one) {
        return one.months().stream()
                .map(month -> Csv.row(
                        one.currency(),
                        month.month(),
                        month.invoiced().amount(),
                        month.credited().amount(),
                        month.voided().amount(),
                        month.net().amount()));
    }

    private static Stream<String> rows(ReceivablesView.ReceivablesOfCurrency one) {
        return one.ages().stream()
                .map(age -> Csv.row(
                        one.currency(),
                        age.age().name().toLowerCase(Locale.ROOT),
                        age.due().amount(),
                        age.invoices()));
    }

    private static Stream<String> rows(UsageView.UsageOfMetric one) {
        return one.months().stream()
                .map(month -> Csv.row(one.metric(), month.month(), month.quantity(), month.events()));
    }
}
