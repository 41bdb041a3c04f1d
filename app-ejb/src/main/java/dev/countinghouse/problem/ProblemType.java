package dev.countinghouse.problem;

import java.util.Locale;

/** Every refusal has a name a client can switch on. Never rename one: {@link #code} is part of the API. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request could not be read"),
    UNKNOWN_FIELD(400, "The request has a field that does not exist"),
    UNKNOWN_PARAMETER(400, "The request has a parameter that does not exist"),
    INVALID_CURSOR(400, "The cursor is not one of ours"),
    UNAUTHENTICATED(401, "Valid credentials are needed"),
    FORBIDDEN(403, "The credential does not allow this"),
    MFA_ENROLMENT_REQUIRED(403, "A second factor has to be set up first"),
    TENANT_MISMATCH(403, "The tenant named is not the credential's"),
    STORAGE_LIMIT_REACHED(403, "The tenant stores as much as its tier allows"),
    TENANT_SUSPENDED(403, "The tenant is suspended"),
    SSO_REQUIRED(403, "The tenant's members log in through its identity provider"),
    SSO_REFUSED(403, "The login through the identity provider is refused"),
    NOT_FOUND(404, "No such resource"),
    METHOD_NOT_ALLOWED(405, "The resource does not offer this method"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    CONFLICT(409, "The state of the resource does not allow this"),
    SLUG_TAKEN(409, "The slug is taken"),
    EMAIL_TAKEN(409, "The e-mail address is registered already"),
    CODE_TAKEN(409, "The code is taken"),
    EXTERNAL_ID_TAKEN(409, "The external id is taken"),
    CONCURRENT_CHANGE(409, "The resource was changed by another request"),
    METRIC_ALREADY_BILLED(409, "Another subscription of the customer bills this metric in that time"),
    SUBSCRIPTION_NOT_PARKED(409, "Only a parked subscription is taken back into billing"),
    PREVIEW_OUTDATED(409, "What the preview showed has changed since"),
    EVENT_CONFLICT(409, "The transaction id was used for another event"),
    CLOCK_NOT_ALLOWED(409, "The tenant cannot be put on a test clock"),
    CLOCK_BACKWARDS(409, "A test clock only goes forward"),
    CUSTOMER_IN_USE(409, "The customer has open invoices, live subscriptions, a credit balance or credits in a wallet"),
    ROLE_IN_USE(409, "Somebody has the role"),
    LAST_OWNER(409, "A tenant keeps at least one owner"),
    MEMBER_ELSEWHERE(409, "The member is in other tenants too"),
    MFA_ENABLED(409, "There is a second factor already"),
    MFA_NOT_ENABLED(409, "There is no second factor"),
    MFA_NOT_BEGUN(409, "There is no second factor to confirm"),
    INVOICE_NOT_PAYABLE(409, "The invoice cannot take a payment"),
    INVOICE_NOT_CREDITABLE(409, "The invoice cannot be credited"),
    INVOICE_NOT_VOIDABLE(409, "The invoice cannot be voided"),
    INVOICE_NOT_REPLACEABLE(409, "Only a void invoice is replaced, and once"),
    COUPON_NOT_REDEEMABLE(409, "The coupon cannot be redeemed"),
    NOTHING_TO_WRITE_OFF(409, "Nothing is due of the invoice that could be written off"),
    CREDIT_EXCEEDS_INVOICE(409, "The credit is more than is left of the invoice"),
    PAYMENT_EXCEEDS_DUE(409, "The payment is more than the invoice has open"),
    REFUND_EXCEEDS_PAYMENT(409, "The refund is more than is left of the payment"),
    PAYMENT_IN_PROGRESS(409, "An attempt to collect a payment is not over"),
    PAYMENT_METHOD_MISSING(409, "There is nothing that could be charged"),
    PAYMENT_GATEWAY_MISSING(409, "The account at the payment gateway is not connected"),
    PAYMENT_GATEWAY_REFUSES(409, "The payment gateway refuses the tenant's key"),
    REQUEST_IN_PROGRESS(409, "A request with this idempotency key is still running"),
    PRECONDITION_FAILED(412, "The resource has changed since it was read"),
    BODY_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not understood"),
    VALIDATION_FAILED(422, "The request has invalid values"),
    E_INVOICE_INCOMPLETE(422, "The document lacks what an e-invoice needs"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    USAGE_LIMIT_REACHED(429, "The event would exceed a hard limit of usage"),
    RATE_LIMITED(429, "Too many requests within a minute"),
    TENANT_BUSY(429, "The tenant has too many requests in work"),
    TOO_MANY_LOGINS(429, "Too many logins at once"),
    INTERNAL(500, "Something went wrong on our side"),
    QUERY_TIMEOUT(503, "The database took too long"),
    SCHEMA_NOT_SUPPORTED(503, "The tenant's schema has a version that this server does not work with"),
    IDENTITY_PROVIDER_UNAVAILABLE(503, "The tenant's identity provider does not answer as it should"),
    PAYMENT_GATEWAY_UNAVAILABLE(503, "The payment gateway does not answer"),
    UNAVAILABLE(503, "The service cannot answer right now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** A short sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The stable name, lower snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The relative URI of the problem type (RFC 9457). */
    public String uri() {
        return "/problems/" + code().replace('_', '-');
    }
}
