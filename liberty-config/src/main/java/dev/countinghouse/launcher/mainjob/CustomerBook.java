package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Answer;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.ApiException;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The customers of a tenant by external id: those that are there, and those that are added. */
final class CustomerBook {
    private static final int NAME_MAX = 200;

    private final ApiClient api;
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private int added;

    CustomerBook(ApiClient api) {
        this.api = api;
        api.each("/customers", Map.of(), node -> remember(Customer.from(node)));
    }

    /** Adds the customer unless it is there; one that is keeps its time zone.
     *
     * @param refused told why, when the API does not take such a customer: its usage is then refused line by line, and the rest goes on */
    void ensure(String externalId, ZoneId zone, Consumer<String> refused) {
        if (customers.containsKey(externalId)) {
            return;
        }
        ObjectNode body = Json.object()
                .put("external_id", externalId)
                .put("name", nameOf(externalId))
                .put("time_zone", zone.getId())
                .put("currency", DemoPlan.CURRENCY);
        Answer answer = api.tryPost("/customers", body);
        if (answer.is(409)) {
            api.each("/customers", Map.of("external_id", externalId), node -> remember(Customer.from(node)));
        } else if (answer.is(400) || answer.is(422)) {
            refused.accept("customer %s is refused: %s"
                    .formatted(Text.plain(externalId, 60), new ApiException(answer).getMessage()));
        } else {
            remember(Customer.from(answer.required()));
            added++;
        }
    }

    Optional<Customer> find(@Nullable String externalId) {
        return Optional.ofNullable(customers.get(externalId));
    }

    Collection<Customer> all() {
        return Collections.unmodifiableCollection(customers.values());
    }

    /** How many this run added. */
    int added() {
        return added;
    }

    private void remember(Customer customer) {
        customers.put(customer.externalId().isEmpty() ? customer.id() : customer.externalId(), customer);
    }

    /** "cus_9d2277d0" is shown as "Customer 9d2277d0". */
    static String nameOf(String externalId) {
        String name =
                "Customer " + (externalId.startsWith("cus_") ? externalId.substring("cus_".length()) : externalId);
        return name.length() <= NAME_MAX ? name : name.substring(0, NAME_MAX);
    }
}
