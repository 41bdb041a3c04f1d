package dev.countinghouse.bench;

import java.net.http.HttpResponse;

/** How long somebody waits who registers: making the tenant, and hashing the password, which is slow on purpose. */
final class RegistrationMeasure {

    private static final int TIMES = 7;
    private static final int CREATED = 201;

    private final Load load;
    private final Figures figures;

    RegistrationMeasure(Load load, Figures figures) {
        this.load = load;
        this.figures = figures;
    }

    /** Answers how many tenants there are more. */
    int run() {
        register(0, new Load.Seen()); // warms up
        Load.Seen seen = new Load.Seen();
        for (int i = 1; i <= TIMES; i++) {
            register(i, seen);
        }
        figures.section("Registering over HTTP, one after the other");
        figures.add("register_ms_median", seen.took().median(), "median of %d, ms".formatted(TIMES));
        return 1 + TIMES;
    }

    private void register(int number, Load.Seen seen) {
        HttpResponse<String> answer = load.send(load.post("auth/register", """
                        {"company": "Registered %1$d", "slug": "registered-%1$d", "email": "r%1$d@bench.example",
                         "password": "not-used-again-%1$d", "name": "Owner"}""".formatted(number)), seen);
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException("Not registered: " + answer.statusCode() + " " + answer.body());
        }
    }
}
