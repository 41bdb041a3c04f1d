package dev.countinghouse.bench;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast customers come: each is made, subscribes, and gets the first invoice. */
final class SignUpMeasure {

    private static final int CLIENTS = 16;
    private static final int CREATED = 201;
    private static final double NANOS = 1e9;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final Load load;
    private final BillingBooks books;
    private final AtomicInteger customers = new AtomicInteger();

    SignUpMeasure(Load load, BillingBooks books) {
        this.load = load;
        this.books = books;
    }

    /** Customers a second over 16 connections, from the first request until the last invoice is there. */
    double signUps(int more) throws SQLException {
        int all = customers.get() + more;
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<?>[] clients = new CompletableFuture<?>[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                clients[i] = CompletableFuture.runAsync(() -> signUpUntil(all), threads);
            }
            CompletableFuture.allOf(clients).join();
        }
        books.await("SELECT (SELECT count(*) FROM invoices) >= " + all);
        return more * NANOS / (System.nanoTime() - begun);
    }

    private void signUpUntil(int all) {
        while (true) {
            int number = customers.incrementAndGet();
            if (number > all) {
                customers.decrementAndGet();
                return;
            }
            String customer = made("customers", """
                    {"external_id": "s-%d", "name": "Customer %d", "country": "DE", "time_zone": "UTC", "currency": "EUR"}""".formatted(number, number));
            made("subscriptions", """
                    {"customer_id": "%s", "plan": "flat"}""".formatted(customer));
        }
    }

    private String made(String path, String json) {
        HttpResponse<String> answer = load.send(load.post(path, books.key(), json), new Load.Seen());
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() != CREATED || !id.find()) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return id.group(1);
    }
}
