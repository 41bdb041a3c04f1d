package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Answer;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows over HTTP that one tenant's key opens nothing of another's. */
final class Isolation {
    private final TenantBooks owner;
    private final TenantBooks stranger;

    Isolation(TenantBooks owner, TenantBooks stranger) {
        this.owner = owner;
        this.stranger = stranger;
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        invoiceOfOwner().ifPresent(findings::add);
        findings.add(ownersName());
        findings.add(customerList());
        return findings;
    }

    private Optional<Finding> invoiceOfOwner() {
        return owner.invoices().stream().findFirst().map(invoice -> {
            Answer answer = stranger.session().api().tryGet("/invoices/" + invoice.id());
            return answered(
                    "GET invoice %s of %s"
                            .formatted(invoice.number(), owner.session().slug()),
                    answer,
                    404);
        });
    }

    private Finding ownersName() {
        ApiClient pretending = stranger.session()
                .api()
                .with(Map.of(
                        "X-API-Key",
                        stranger.session().apiKey(),
                        "X-Tenant",
                        owner.session().slug()));
        return answered("GET /invoices with X-Tenant: " + owner.session().slug(), pretending.tryGet("/invoices"), 403);
    }

    private Finding customerList() {
        CustomerBook seen = new CustomerBook(stranger.session().api());
        long foreign = seen.all().stream()
                .filter(customer -> owner.customers()
                        .find(customer.externalId())
                        .map(Customer::id)
                        .filter(customer.id()::equals)
                        .isPresent())
                .count();
        return Finding.of(
                foreign == 0,
                "%s: GET /customers shows its own %d, and %d of the %d of %s"
                        .formatted(
                                key(),
                                seen.all().size() - foreign,
                                foreign,
                                owner.customers().all().size(),
                                owner.session().slug()));
    }

    private Finding answered(String request, Answer answer, int expected) {
        String code = answer.body().path("code").asText("");
        return Finding.of(
                answer.is(expected),
                Text.plain("%s: %s answers %d %s".formatted(key(), request, answer.status(), code)));
    }

    private String key() {
        return "with the key of " + stranger.session().slug();
    }
}
