package dev.countinghouse.identity;

import java.util.Set;

/** Names of what may be done, {@code resource:action}. Used in {@code @RolesAllowed}, in roles and in API keys. */
public final class Permission {

    public static final String CUSTOMER_READ = "customer:read";
    public static final String CUSTOMER_WRITE = "customer:write";
    public static final String CATALOG_READ = "catalog:read";
    public static final String CATALOG_WRITE = "catalog:write";
    public static final String SUBSCRIPTION_READ = "subscription:read";
    public static final String SUBSCRIPTION_WRITE = "subscription:write";
    public static final String USAGE_READ = "usage:read";
    public static final String USAGE_WRITE = "usage:write";
    public static final String INVOICE_READ = "invoice:read";
    public static final String CREDIT_NOTE_READ = "credit_note:read";
    public static final String CREDIT_NOTE_WRITE = "credit_note:write";
    public static final String PAYMENT_READ = "payment:read";
    public static final String PAYMENT_WRITE = "payment:write";
    public static final String LEDGER_READ = "ledger:read";
    public static final String ANALYTICS_READ = "analytics:read";
    public static final String EVENT_READ = "event:read";
    public static final String TENANT_READ = "tenant:read";
    public static final String TENANT_WRITE = "tenant:write";
    public static final String MEMBER_READ = "member:read";
    public static final String MEMBER_WRITE = "member:write";
    public static final String ROLE_WRITE = "role:write";
    public static final String AUDIT_READ = "audit:read";
    public static final String API_KEY_READ = "api_key:read";
    public static final String API_KEY_WRITE = "api_key:write";
    public static final String JOB_READ = "job:read";
    public static final String JOB_WRITE = "job:write";
    public static final String TENANT_EXPORT = "tenant:export";
    public static final String SANDBOX_READ = "sandbox:read";
    public static final String SANDBOX_WRITE = "sandbox:write";
    public static final String CUSTOMER_ERASE = "customer:erase";
    public static final String SSO_READ = "sso:read";
    public static final String SSO_WRITE = "sso:write";
    public static final String WEBHOOK_READ = "webhook:read";
    public static final String WEBHOOK_WRITE = "webhook:write";

    /** What makes an owner an owner: to give the tenant away. No role of a tenant's own has it. */
    public static final String TENANT_OWN = "tenant:own";

    /** The registry of tenants, their jobs and tiers; no role of a tenant has it. */
    public static final String PLATFORM_READ = "platform:read";

    public static final String PLATFORM_WRITE = "platform:write";

    /** What an operator of the platform may do: nothing inside a tenant. */
    public static final Set<String> OF_OPERATORS = Set.of(PLATFORM_READ, PLATFORM_WRITE);

    private Permission() {}
}
