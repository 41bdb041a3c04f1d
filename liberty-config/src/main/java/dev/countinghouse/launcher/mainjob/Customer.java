package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A customer as the API shows it; its time zone decides in which month an event falls. */
record Customer(String id, String externalId, ZoneId zone) {

    static Customer from(JsonNode node) {
        try {
            String id = Json.text(node, "id");
            String externalId = Json.textOrNull(node, "external_id");
            return new Customer(id, externalId == null ? "" : externalId, ZoneId.of(Json.text(node, "time_zone")));
        } catch (DateTimeException e) {
            throw new MainJobException("A customer has an unknown time zone: " + Text.plain(node.toString(), 300), e);
        }
    }

    LocalDate monthOf(Instant at) {
        return at.atZone(zone).toLocalDate().withDayOfMonth(1);
    }

    /** When the month of this instant is over, where the customer is. */
    Instant monthEnd(Instant at) {
        return startOf(monthOf(at).plusMonths(1));
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
