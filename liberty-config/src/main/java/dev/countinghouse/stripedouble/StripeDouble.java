package dev.countinghouse.stripedouble;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The running double. The API is below {@code /v1}, pages to click below {@code /_pages}, the control interface below
 * {@code /_double}.
 */
public final class StripeDouble implements AutoCloseable {
    /** The version of the API that it speaks: that of stripe-java 33.3.0. */
    public static final String API_VERSION = "2026-07-29.dahlia";

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 8;
    private static final int MIN_ARGUMENTS = 1;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Accounts accounts;

    /**
     * How to run.
     *
     * @param port on 127.0.0.1; 0 for any that is free
     * @param journal file that remembers everything; null to forget at the end
     * @param seed what ids are made from: the same seed and the same calls give the same ids
     * @param clock the time, where an account's own clock was not advanced
     * @param firstRetry wait before an unanswered webhook is sent again; each further wait is twice as long
     * @param attempts how often a webhook is sent at most
     */
    public record Settings(
            int port, @Nullable Path journal, String seed, Clock clock, Duration firstRetry, int attempts) {
        /** As {@code ./countinghouse up} runs it. */
        public static Settings of(int port, @Nullable Path journal) {
            return new Settings(port, journal, "countinghouse", Clock.systemUTC(), FIRST_RETRY, ATTEMPTS);
        }

        Webhooks.Retries retries() {
            return new Webhooks.Retries(firstRetry, attempts);
        }
    }

    private StripeDouble(HttpServer server, ExecutorService threads, Accounts accounts) {
        this.server = server;
        this.threads = threads;
        this.accounts = accounts;
    }

    /** Starts it in this process. It answers when this returns. */
    public static StripeDouble start(Settings settings) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
            Accounts accounts = new Accounts(settings);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            StripeDouble started = new StripeDouble(server, threads, accounts);
            server.setExecutor(threads);
            server.createContext("/", new Front(accounts, started.baseUri().toString()));
            server.start();
            accounts.webhooks().resume();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + settings.port(), e);
        }
    }

    /** The address to give to an SDK as its base address. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        accounts.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * Refuses to stand in for Stripe where real money may move.
     *
     * @throws IllegalStateException when the environment has a live key, or is the one of production
     */
    public static void requireDevelopment(Map<String, String> environment) {
        String key = environment.getOrDefault("STRIPE_SECRET_KEY", "").strip();
        if (Keys.isLive(key)) {
            throw new IllegalStateException("STRIPE_SECRET_KEY is a live key: the double of Stripe does not start");
        }
        if ("production"
                .equalsIgnoreCase(environment.getOrDefault("CH_ENVIRONMENT", "").strip())) {
            throw new IllegalStateException("CH_ENVIRONMENT is production: the double of Stripe does not start");
        }
    }

    /**
     * Runs until the process is ended.
     *
     * @param arguments the port, and the journal's file unless nothing is to be remembered
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < MIN_ARGUMENTS) {
            System.err.println("usage: StripeDouble PORT [JOURNAL]");
            System.exit(2);
        }
        try {
            requireDevelopment(System.getenv());
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Path journal = arguments.length > MIN_ARGUMENTS ? Path.of(arguments[1]) : null;
        StripeDouble running = start(Settings.of(Integer.parseInt(arguments[0]), journal));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(running::close));
        System.out.println("Stripe double on " + running.baseUri());
        new CountDownLatch(1).await();
    }
}
