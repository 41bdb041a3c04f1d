--liquibase formatted sql

--changeset countinghouse:021-sso-configurations
-- A tenant's own OpenID provider. The client secret is sealed with the master key: the tenant writes it and cannot read it.
CREATE TABLE sso_configurations (
    tenant_id        uuid PRIMARY KEY REFERENCES tenants,
    enabled          boolean      NOT NULL,
    required         boolean      NOT NULL,
    issuer           varchar(500) NOT NULL,
    client_id        varchar(255) NOT NULL,
    sealed_secret    bytea        NOT NULL,
    scopes           text[]       NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 20),
    groups_claim     varchar(100) NOT NULL,
    default_role     varchar(32)  CHECK (default_role <> 'owner'),
    default_own_role varchar(32)  GENERATED ALWAYS AS
        (CASE WHEN default_role IN ('owner', 'admin', 'manager', 'member', 'viewer') THEN NULL ELSE default_role END) STORED,
    email_domains    text[]       NOT NULL CHECK (cardinality(email_domains) <= 100),
    creates_users    boolean      NOT NULL,
    version          integer      NOT NULL DEFAULT 0,
    updated_at       timestamptz  NOT NULL,
    CHECK (enabled OR NOT required),
    CONSTRAINT sso_default_role_exists FOREIGN KEY (tenant_id, default_own_role) REFERENCES roles (tenant_id, code)
);
-- Which role a group of the provider's gives; of several the first counts.
CREATE TABLE sso_group_roles (
    tenant_id  uuid         NOT NULL REFERENCES sso_configurations ON DELETE CASCADE,
    position   smallint     NOT NULL CHECK (position BETWEEN 0 AND 99),
    group_name varchar(255) NOT NULL,
    role       varchar(32)  NOT NULL CHECK (role <> 'owner'),
    own_role   varchar(32)  GENERATED ALWAYS AS
        (CASE WHEN role IN ('owner', 'admin', 'manager', 'member', 'viewer') THEN NULL ELSE role END) STORED,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, group_name),
    CONSTRAINT sso_group_role_exists FOREIGN KEY (tenant_id, own_role) REFERENCES roles (tenant_id, code)
);
-- Whom a provider knows by a subject, at one tenant. Made by ch_identity alone, out of a verified ID token.
CREATE TABLE sso_identities (
    tenant_id     uuid         NOT NULL REFERENCES tenants,
    issuer        varchar(500) NOT NULL,
    subject       varchar(255) NOT NULL,
    user_id       uuid         NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at    timestamptz  NOT NULL,
    last_login_at timestamptz  NOT NULL,
    PRIMARY KEY (tenant_id, issuer, subject),
    UNIQUE (tenant_id, issuer, user_id)
);
CREATE INDEX sso_identities_user ON sso_identities (user_id);

--changeset countinghouse:021-sso-logins
-- Logins under way: a browser that was sent to a provider. Good once: whoever comes back with the state takes the row away.
CREATE TABLE sso_logins (
    state_hash      bytea PRIMARY KEY,
    tenant_id       uuid         NOT NULL REFERENCES tenants,
    issuer          varchar(500) NOT NULL,
    client_id       varchar(255) NOT NULL,
    browser_hash    bytea        NOT NULL,
    nonce_hash      bytea        NOT NULL,
    sealed_verifier bytea        NOT NULL,
    return_to       varchar(500) NOT NULL,
    expires_at      timestamptz  NOT NULL
);
CREATE INDEX sso_logins_expiry ON sso_logins (expires_at);
CREATE INDEX sso_logins_tenant ON sso_logins (tenant_id);
-- Who came back and is let in; his browser fetches the tokens with it, once.
CREATE TABLE sso_codes (
    code_hash    bytea PRIMARY KEY,
    tenant_id    uuid        NOT NULL REFERENCES tenants,
    user_id      uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    browser_hash bytea       NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sso_codes_expiry ON sso_codes (expires_at);
CREATE INDEX sso_codes_tenant ON sso_codes (tenant_id);
CREATE INDEX sso_codes_user ON sso_codes (user_id);
-- A session that a tenant's provider vouches for is worth something at this tenant alone.
ALTER TABLE sessions ADD COLUMN through_sso boolean NOT NULL DEFAULT false;

--changeset countinghouse:021-sso-rights splitStatements:false
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['sso_configurations', 'sso_group_roles', 'sso_identities', 'sso_logins', 'sso_codes'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner_all ON public.%I TO ch_owner USING (true) WITH CHECK (true)', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['sso_configurations', 'sso_group_roles', 'sso_identities'] LOOP
        EXECUTE format('CREATE POLICY tenant_own ON public.%I TO ch_tenant'
            || ' USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))'
            || ' WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))', t);
    END LOOP;
END $$;
GRANT SELECT (tenant_id, enabled, required, issuer, client_id, scopes, groups_claim, default_role, email_domains, creates_users,
              version, updated_at),
    INSERT (tenant_id, enabled, required, issuer, client_id, sealed_secret, scopes, groups_claim, default_role, email_domains,
            creates_users, updated_at),
    UPDATE (enabled, required, issuer, client_id, sealed_secret, scopes, groups_claim, default_role, email_domains,
            creates_users, version, updated_at), DELETE ON sso_configurations TO ch_tenant;
GRANT SELECT (tenant_id, position, group_name, role), INSERT (tenant_id, position, group_name, role), DELETE
    ON sso_group_roles TO ch_tenant;
GRANT SELECT (tenant_id, user_id), DELETE ON sso_identities TO ch_tenant;
GRANT SELECT ON sso_configurations, sso_group_roles TO ch_identity;
GRANT SELECT, INSERT, UPDATE (last_login_at) ON sso_identities TO ch_identity;
GRANT SELECT, INSERT, DELETE ON sso_logins, sso_codes TO ch_identity;
GRANT INSERT (id, email, name, password_hash) ON users TO ch_identity;
CREATE POLICY identity_sso ON users FOR INSERT TO ch_identity WITH CHECK (true);
CREATE POLICY identity_read ON sso_configurations FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_read ON sso_group_roles FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_all ON sso_identities TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON sso_logins TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON sso_codes TO ch_identity USING (true) WITH CHECK (true);

--changeset countinghouse:021-sso-join splitStatements:false
-- A membership shows a tenant a user: through a provider it makes one only of whom its own provider vouched for, and never an
-- owner. Says whether it was made. Within it current_user is its owner; the tenant is whose role the transaction took.
CREATE FUNCTION sso_join(member uuid, wanted text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    WITH joined AS (
        INSERT INTO public.memberships (tenant_id, user_id, role)
        SELECT DISTINCT s.tenant_id, s.user_id, wanted
        FROM public.sso_identities s JOIN public.tenants t ON t.id = s.tenant_id
        WHERE t.schema_name = pg_catalog.current_setting('role') AND s.user_id = member AND wanted <> 'owner'
        ON CONFLICT DO NOTHING
        RETURNING 1)
    SELECT EXISTS (SELECT FROM joined) $$;
REVOKE ALL ON FUNCTION sso_join(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sso_join(uuid, text) TO ch_tenant;
