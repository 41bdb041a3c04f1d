package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books of one customer with one invoice, in memory: {@link CollectionRun} works on them as on a tenant's. */
final class CollectionBooks {

    final UUID invoiceId = UUID.randomUUID();
    final Map<UUID, PaymentAttempt> attempts = new LinkedHashMap<>();
    final List<String> booked = new ArrayList<>();
    final GatewayAccount account;
    final PaymentMethod method;
    Money due;

    CollectionBooks(GatewayAccount account, PaymentMethod method, Money due) {
        this.account = account;
        this.method = method;
        this.due = due;
    }

    /** What works on them. */
    CollectionRun run(Clock clock) {
        CollectionRun run = new CollectionRun();
        run.attempts = new Attempts();
        run.methods = new Methods();
        run.accounts = new Accounts();
        run.settlement = new Settlement();
        run.payments = new Payments();
        run.schedule = new Schedule();
        run.outbox = new Events();
        run.audit = new Log();
        run.clock = clock;
        run.businessClock = new BusinessClock() {
            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
        return run;
    }

    Optional<PaymentAttempt> open() {
        return attempts.values().stream()
                .filter(attempt -> attempt.status().isOpen())
                .findFirst();
    }

    private final class Attempts extends PaymentAttemptRepository {
        @Override
        Optional<UUID> invoiceOf(UUID id) {
            return Optional.ofNullable(attempts.get(id)).map(PaymentAttempt::invoiceId);
        }

        @Override
        Optional<PaymentAttempt> lockOpen(UUID id) {
            return Optional.ofNullable(attempts.get(id))
                    .filter(attempt -> attempt.status().isOpen());
        }

        @Override
        PaymentAttempt require(UUID id) {
            return Optional.ofNullable(attempts.get(id)).orElseThrow();
        }

        @Override
        void flush() {}
    }

    private final class Methods extends PaymentMethodRepository {
        @Override
        Optional<PaymentMethod> find(UUID id) {
            return Optional.of(method);
        }
    }

    private final class Accounts extends GatewayAccountRepository {
        @Override
        Optional<GatewayAccount> charging() {
            return Optional.of(account);
        }
    }

    private final class Settlement extends InvoiceSettlement {
        @Override
        public Collectable lockCollectable(UUID invoice) {
            return new Collectable(method.customerId(), "INV-1", due);
        }
    }

    private final class Payments extends PaymentBook {
        @Override
        UUID take(UUID invoice, Money received, String reference) {
            booked.add(reference + " " + received.minor());
            due = due.minus(received.min(due));
            return UUID.randomUUID();
        }

        @Override
        boolean isBooked(@Nullable UUID invoice, String reference) {
            return booked.stream().anyMatch(payment -> payment.startsWith(reference + " "));
        }

        @Override
        void unexpected(UUID attemptId, String reference, @Nullable UUID paymentId) {}
    }

    private static final class Schedule extends WorkSchedule {
        @Override
        public void at(WorkKind kind, Instant instant) {}
    }

    private static final class Events extends Outbox {
        @Override
        public void add(String type, UUID subjectId, Map<String, ?> payload) {}
    }

    private static final class Log extends Audit {
        @Override
        public void record(String action, Object id, @Nullable Object before, @Nullable Object after) {}
    }
}
