package dev.countinghouse.bench;

import dev.countinghouse.bench.Books.Account;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Whether requests that touch tenants at random take longer than requests of one tenant: the same ones, by turns. */
final class RequestMeasure {

    private static final int CLIENTS = 6; // fewer than a tenant may have at once
    private static final double TARGET = 1.5;
    private static final int WARM_UP_ROUNDS = 2;

    private final Load load;
    private final List<Account> accounts;
    private final int rounds;
    private final Duration round;
    private final Figures figures;

    RequestMeasure(Load load, List<Account> accounts, int rounds, Duration round, Figures figures) {
        this.load = load;
        this.accounts = accounts;
        this.rounds = rounds;
        this.round = round;
        this.figures = figures;
    }

    void run() {
        Account only = accounts.getFirst();
        Load.Seen cold = new Load.Seen();
        accounts.forEach(account -> load.send(load.get("customers/" + account.customerId(), account.key()), cold));
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            measured(this::atRandom, new Load.Seen());
            measured(() -> request(only), new Load.Seen());
        }
        Load.Seen random = new Load.Seen();
        Load.Seen one = new Load.Seen();
        for (int i = 0; i < rounds; i++) {
            measured(this::atRandom, random);
            measured(() -> request(only), one);
        }
        cold.requireAllGood();
        random.requireAllGood();
        one.requireAllGood();
        tell(random, one);
    }

    private void tell(Load.Seen random, Load.Seen one) {
        figures.section("GET of a customer and of the invoices, %d clients, %d rounds of %d s by turns"
                .formatted(CLIENTS, rounds, round.toSeconds()));
        row("one tenant", one);
        row("%d tenants at random".formatted(accounts.size()), random);
        figures.add("p95_ratio_random_vs_one", random.took().p95() / one.took().p95(), "p95, random to one", TARGET);
        figures.add(
                "median_ratio_random_vs_one",
                random.took().median() / one.took().median(),
                "median, random to one");
    }

    private void row(String who, Load.Seen seen) {
        double seconds = (double) rounds * round.toSeconds();
        figures.row(
                who,
                "median %s, p95 %s, %s/s"
                        .formatted(
                                Figures.ms(seen.took().median()),
                                Figures.ms(seen.took().p95()),
                                Figures.number(seen.took().size() / seconds)));
    }

    private void measured(Supplier<HttpRequest> next, Load.Seen seen) {
        load.run(CLIENTS, Duration.ZERO, round, next, seen);
    }

    private HttpRequest atRandom() {
        return request(accounts.get(ThreadLocalRandom.current().nextInt(accounts.size())));
    }

    private HttpRequest request(Account account) {
        String path = ThreadLocalRandom.current().nextBoolean() ? "customers/" + account.customerId() : "invoices";
        return load.get(path, account.key());
    }
}
