package dev.countinghouse.platform;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an archive is to become, as a client sent it.
 *
 * @param slug of the new tenant
 * @param name of the new tenant
 * @param owner e-mail address of the user who becomes its owner; null for nobody
 */
public record NewImport(
        @Nullable String slug,
        @Nullable String name,
        @Nullable String owner) {

    private static final String SLUG = "[a-z][a-z0-9-]{0,38}[a-z0-9]";
    private static final int NAME_MAX = 200;

    /** @throws BillingException VALIDATION_FAILED */
    String requiredSlug() {
        if (slug == null || !slug.matches(SLUG)) {
            throw BillingException.invalid(
                    "slug",
                    "slug_name",
                    "must be 2 to 40 lower-case letters, digits and dashes, beginning with a letter");
        }
        return slug;
    }

    /** @throws BillingException VALIDATION_FAILED */
    String requiredName() {
        if (name == null || name.isBlank() || name.length() > NAME_MAX || !Json.isStorable(name)) {
            throw BillingException.invalid("name", "size", "must be 1 to " + NAME_MAX + " characters of text");
        }
        return name;
    }

    /** As addresses are stored. */
    Optional<String> ownersAddress() {
        return Optional.ofNullable(owner)
                .map(address -> address.strip().toLowerCase(Locale.ROOT))
                .map(address -> {
                    if (!Json.isStorable(address)) {
                        throw unknownOwner();
                    }
                    return Objects.requireNonNull(address);
                });
    }

    static BillingException unknownOwner() {
        return BillingException.invalid("owner", "unknown", "is no user's e-mail address");
    }
}
