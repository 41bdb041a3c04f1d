package dev.countinghouse.metering;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.metering.UsageRolledUp.Hour;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells that usage has reached a threshold: once per alert, customer, month and threshold, as an event and by mail. Works in
 * the transaction of the roll-up, so usage that is rolled up has been looked at, whatever is killed.
 */
@ApplicationScoped
class UsageAlarms {

    @Inject
    UsageAlertRepository alerts;

    @Inject
    MonthlyUsage usage;

    @Inject
    CustomerBook customers;

    @Inject
    Outbox outbox;

    @Inject
    Mails mails;

    @Inject
    BusinessClock clock;

    /** A threshold of an alert, and the usage that has reached it. */
    private record Alarm(UsageAlert alert, UsageThreshold threshold, UsageMonth month, BigDecimal quantity) {

        UsageAlertRepository.Reached reached() {
            return new UsageAlertRepository.Reached(
                    alert.id(), month.customerId(), month.month(), threshold.text(), quantity);
        }
    }

    /** Looks at the months that the hours are in. Those that are over by the tenant's clock alarm nobody any more. */
    void look(List<Hour> touched) {
        Set<UUID> metrics = touched.stream().map(Hour::metricId).collect(Collectors.toSet());
        List<UsageAlert> watching = metrics.isEmpty() ? List.of() : alerts.watching(metrics);
        if (watching.isEmpty()) {
            return;
        }
        List<Hour> watched = touched.stream()
                .filter(hour -> watching.stream().anyMatch(alert -> alert.isOf(hour.customerId(), hour.metricId())))
                .toList();
        Map<UUID, CustomerView> named =
                customers.byId(watched.stream().map(Hour::customerId).collect(Collectors.toSet()));
        List<Alarm> alarms = new ArrayList<>();
        usage.of(months(watched, named)).forEach((month, quantity) -> alarms.addAll(alarms(watching, month, quantity)));
        tell(alarms, named);
    }

    private List<UsageMonth> months(List<Hour> watched, Map<UUID, CustomerView> named) {
        Instant now = clock.instant();
        return watched.stream()
                .filter(hour -> named.containsKey(hour.customerId()))
                .map(hour -> UsageMonth.at(
                        hour.customerId(),
                        hour.metricId(),
                        hour.hour(),
                        ZoneId.of(Objects.requireNonNull(named.get(hour.customerId()))
                                .timeZone())))
                .distinct()
                .filter(month -> month.to().isAfter(now))
                .toList();
    }

    private static List<Alarm> alarms(List<UsageAlert> watching, UsageMonth month, BigDecimal quantity) {
        List<Alarm> alarms = new ArrayList<>();
        for (UsageAlert alert : watching) {
            UsageAlertTerms terms = alert.terms();
            if (alert.isOf(month.customerId(), month.metricId())) {
                terms.thresholds().stream()
                        .filter(threshold -> quantity.compareTo(threshold.reachedAt(terms.limit())) >= 0)
                        .forEach(threshold -> alarms.add(new Alarm(alert, threshold, month, quantity)));
            }
        }
        return alarms;
    }

    private void tell(List<Alarm> alarms, Map<UUID, CustomerView> named) {
        if (alarms.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<UsageAlertRepository.Key> fresh =
                alerts.reach(alarms.stream().map(Alarm::reached).toList(), now);
        List<Outbox.Pending> events = new ArrayList<>();
        for (Alarm alarm : alarms) {
            if (fresh.contains(alarm.reached().key())) {
                events.add(new Outbox.Pending(
                        "usage.threshold_reached", alarm.alert().id(), payload(alarm), now));
                mail(alarm, Objects.requireNonNull(named.get(alarm.month().customerId())));
            }
        }
        outbox.addAll(events);
    }

    private static Map<String, Object> payload(Alarm alarm) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("alert", alarm.alert().code());
        payload.put("customer_id", alarm.month().customerId());
        payload.put("metric", alarm.alert().metric());
        payload.put("threshold", alarm.threshold().text());
        payload.put("quantity", Decimals.plain(alarm.quantity()));
        payload.put("from", alarm.month().from());
        payload.put("to", alarm.month().to());
        BigDecimal limit = alarm.alert().terms().limit();
        if (limit != null) {
            payload.put("limit", limit);
        }
        return payload;
    }

    private void mail(Alarm alarm, CustomerView customer) {
        BigDecimal limit = alarm.alert().terms().limit();
        String text = """
                %s has used %s of %s in %s (time zone %s)%s.

                This is what the usage alert "%s" was to tell, at %s. It tells each of its thresholds once a month.
                """.formatted(
                        customer.name(),
                        Decimals.plain(alarm.quantity()).toPlainString(),
                        alarm.alert().metric(),
                        alarm.month().month(),
                        alarm.month().zone(),
                        limit == null ? "" : "; the limit is " + limit.toPlainString(),
                        alarm.alert().code(),
                        alarm.threshold().text());
        String subject = "Usage of " + customer.name() + " has reached "
                + alarm.threshold().text();
        for (String address : alarm.alert().terms().recipients()) {
            mails.send(new Mail(address, subject, text), CurrentScope.tenant().id(), null);
        }
    }
}
