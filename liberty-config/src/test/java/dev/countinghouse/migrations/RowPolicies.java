package dev.countinghouse.migrations;

/** Which role sees which rows of the shared tables. */
final class RowPolicies {

    /** What {@code owner_all} gives ch_owner on every shared table is not repeated here. */
    static final String OF_SHARED_TABLES = """
            account_requests: identity_all ALL ch_identity
            api_keys: identity_read SELECT ch_identity
            api_keys: identity_touch UPDATE ch_identity
            api_keys: tenant_own ALL ch_tenant
            archives: platform_read SELECT ch_platform
            archives: tenant_own SELECT ch_tenant
            archives: worker_all ALL ch_worker
            due_work: platform_read SELECT ch_platform
            due_work: tenant_own ALL ch_tenant
            due_work: worker_read SELECT ch_worker
            due_work: worker_update UPDATE ch_worker
            erasures: platform_read SELECT ch_platform
            erasures: tenant_own SELECT ch_tenant
            erasures: worker_all ALL ch_worker
            invitations: identity_accept UPDATE ch_identity
            invitations: identity_read SELECT ch_identity
            invitations: tenant_own ALL ch_tenant
            jobs: platform_all ALL ch_platform
            jobs: tenant_own ALL ch_tenant
            jobs: worker_read SELECT ch_worker
            jobs: worker_update UPDATE ch_worker
            login_challenges: identity_all ALL ch_identity
            mails: identity_write INSERT ch_identity
            mails: tenant_outcomes SELECT ch_tenant
            mails: tenant_write INSERT ch_tenant
            mails: worker_all ALL ch_worker
            memberships: identity_read SELECT ch_identity
            memberships: tenant_join INSERT ch_tenant
            memberships: tenant_own ALL ch_tenant
            migration_runs: platform_pause UPDATE ch_platform
            migration_runs: platform_read SELECT ch_platform
            payment_gateways: tenant_own ALL ch_tenant
            plans: identity_read SELECT ch_identity ch_worker
            plans: platform_all ALL ch_platform
            plans: tenant_read SELECT ch_tenant
            platform_keys: identity_read SELECT ch_identity
            platform_keys: identity_touch UPDATE ch_identity
            platform_keys: platform_all ALL ch_platform
            provisioning_keys: identity_read SELECT ch_identity
            provisioning_keys: identity_touch UPDATE ch_identity
            provisioning_keys: platform_all ALL ch_platform
            provisioning_nonces: identity_all ALL ch_identity
            provisionings: identity_read SELECT ch_identity
            provisionings: tenant_own ALL ch_tenant
            recovery_codes: identity_all ALL ch_identity
            revoked_tokens: identity_all ALL ch_identity
            roles: identity_read SELECT ch_identity
            roles: tenant_own ALL ch_tenant
            second_factors: identity_all ALL ch_identity
            second_factors: tenant_own ALL ch_tenant
            sessions: identity_all ALL ch_identity
            sessions: tenant_own ALL ch_tenant
            signing_keys: identity_all ALL ch_identity
            sso_codes: identity_all ALL ch_identity
            sso_configurations: identity_read SELECT ch_identity
            sso_configurations: tenant_own ALL ch_tenant
            sso_group_roles: identity_read SELECT ch_identity
            sso_group_roles: tenant_own ALL ch_tenant
            sso_identities: identity_all ALL ch_identity
            sso_identities: tenant_own ALL ch_tenant
            sso_logins: identity_all ALL ch_identity
            subscriptions: identity_read SELECT ch_identity ch_worker
            subscriptions: platform_all ALL ch_platform
            subscriptions: tenant_own ALL ch_tenant
            support_accesses: identity_read SELECT ch_identity
            support_accesses: platform_ask INSERT ch_platform
            support_accesses: platform_read SELECT ch_platform
            support_accesses: tenant_own ALL ch_tenant
            tenant_migrations: platform_read SELECT ch_platform
            tenants: identity_read SELECT ch_identity
            tenants: platform_read SELECT ch_platform
            tenants: platform_update UPDATE ch_platform
            tenants: tenant_own ALL ch_tenant
            tenants: worker_measure UPDATE ch_worker
            tenants: worker_read SELECT ch_worker
            tier_usage: tenant_own ALL ch_tenant
            user_tokens: identity_all ALL ch_identity
            users: identity_join INSERT ch_identity
            users: identity_read SELECT ch_identity
            users: identity_rehash UPDATE ch_identity
            users: identity_sso INSERT ch_identity
            users: tenant_own ALL ch_tenant
            webhook_deliveries: tenant_own ALL ch_tenant
            webhook_deliveries: worker_forget DELETE ch_worker
            webhook_deliveries: worker_read SELECT ch_worker
            webhook_endpoints: tenant_own ALL ch_tenant
            webhook_endpoints: worker_lease UPDATE ch_worker
            webhook_endpoints: worker_read SELECT ch_worker
            """;

    private RowPolicies() {}
}
