package dev.countinghouse.problem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Tells which of our rules the database refused to break, when it is one a client can do something about. */
public final class ConstraintProblems {

    private static final Pattern NAME = Pattern.compile("constraint \"([a-z0-9_]+)\"");

    private ConstraintProblems() {}

    /** The refusal behind an error; empty when the error is something else. */
    public static Optional<BillingException> of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation) {
                return of(name(violation));
            }
        }
        return Optional.empty();
    }

    /** Hibernate does not know exclusion constraints, so their name is read from the message. */
    private static @Nullable String name(ConstraintViolationException violation) {
        if (violation.getConstraintName() != null) {
            return violation.getConstraintName();
        }
        Matcher name = NAME.matcher(String.valueOf(violation.getSQLException().getMessage()));
        return name.find() ? name.group(1) : null;
    }

    private static Optional<BillingException> of(@Nullable String constraint) {
        if (constraint == null) {
            return Optional.empty();
        }
        if (constraint.endsWith("_external_id_key")) {
            return Optional.of(
                    new BillingException(ProblemType.EXTERNAL_ID_TAKEN, "Another resource has this external_id"));
        }
        if (constraint.endsWith("_code_key")) {
            return Optional.of(new BillingException(ProblemType.CODE_TAKEN, "Another resource has this code"));
        }
        return switch (constraint) {
            case "metered_once" ->
                Optional.of(new BillingException(
                        ProblemType.METRIC_ALREADY_BILLED,
                        "Usage of a metric belongs to one subscription of a customer at a time"));
            case "memberships_role_exists" ->
                Optional.of(new BillingException(
                        ProblemType.ROLE_IN_USE, "Give the members who have it another role first"));
            case "sso_default_role_exists", "sso_group_role_exists" ->
                Optional.of(new BillingException(
                        ProblemType.ROLE_IN_USE, "Take it out of the roles that single sign-on gives first"));
            case "payments_once" ->
                Optional.of(new BillingException(
                        ProblemType.CONFLICT, "The invoice has a payment with this reference already"));
            case "legal_entities_number_prefix_key", "number_series_prefix_key" ->
                Optional.of(BillingException.invalid(
                        "number_prefix", "taken", "is what other invoices or credit notes of yours are numbered by"));
            case "customers_legal_entity_open" ->
                Optional.of(new BillingException(
                        ProblemType.CONFLICT, "The legal entity is named by customers, or has just been archived"));
            default -> Optional.empty();
        };
    }
}
