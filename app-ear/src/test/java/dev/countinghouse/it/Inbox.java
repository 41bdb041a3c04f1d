package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was mailed to somebody, as the development mailbox shows it.
 *
 * @param address whose
 */
record Inbox(String address) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("(http\\S+/#/([a-z-]+)\\?token=(\\S+))");

    /** All mails about something, oldest first. */
    List<JsonNode> about(String link) {
        return all().stream()
                .filter(mail -> mail.path("text").asText().contains("/#/" + link + "?"))
                .toList();
    }

    /** All mails, oldest first. */
    List<JsonNode> all() {
        List<JsonNode> mails = new ArrayList<>();
        Api anybody = Api.anonymous().of(Api.ALL);
        Answer answer = await().atMost(
                        PATIENCE) // on a starved machine Redis, which keeps the mails, is late now and then
                .until(
                        () -> anybody.sendTo(
                                "GET", "/dev/mailbox?to=" + Api.query(address), "", BodyPublishers.noBody()),
                        asked -> asked.status() != 503);
        answer.expect(200).json().path("data").forEach(mails::addFirst);
        return mails;
    }

    /** The token of the mail that comes as so many-th about something. */
    String token(String link, int number) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> about(link).size() >= number);
        Matcher matcher = LINK.matcher(about(link).get(number - 1).path("text").asText());
        assertThat(matcher.find()).isTrue();
        return matcher.group(3);
    }
}
