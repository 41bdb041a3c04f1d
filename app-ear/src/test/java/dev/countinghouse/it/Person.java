package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * A member of a tenant with a session of his own.
 *
 * @param login what his login answered
 * @param api his client
 */
record Person(TestTenant tenant, JsonNode login, Api api) {

    /** A new member of a tenant. */
    static Person with(TestTenant tenant, String role) {
        return of(tenant, tenant.login(tenant.addMember(role)));
    }

    /** The tenant's owner. */
    static Person owner(TestTenant tenant) {
        return of(tenant, tenant.registration());
    }

    private static Person of(TestTenant tenant, JsonNode login) {
        return new Person(
                tenant, login, tenant.api().withToken(login.path("access_token").asText()));
    }

    UUID id() {
        return UUID.fromString(login.at("/user/id").asText());
    }

    String email() {
        return login.at("/user/email").asText();
    }

    /** What a member's path is. */
    String path() {
        return "/members/" + id();
    }

    Answer refresh() {
        return tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()));
    }

    /** The same person with the tokens of a refresh. */
    Person refreshed() {
        return of(tenant, refresh().expect(200).json());
    }

    /** A client with a key that he makes. */
    Api key() {
        return tenant.anonymous()
                .withKey(api.post("/api-keys", Body.of("name", "k"))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asText());
    }

    /** What he is now, as the owner sees it; empty when he is no member. */
    String role() {
        return tenant.api().all("/members").stream()
                .filter(member -> member.path("id").asText().equals(id().toString()))
                .map(member -> member.path("role").asText())
                .findFirst()
                .orElse("");
    }
}
