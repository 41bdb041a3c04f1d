package dev.countinghouse.tenancy;

import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Tells Hibernate for whom a session is opened: Hibernate's tenant identifier is our scope. */
public class ScopeResolver implements CurrentTenantIdentifierResolver<Object> {

    /** Stands for no scope; the connection provider refuses it. */
    static final String NONE = "none";

    @Override
    public Object resolveCurrentTenantIdentifier() {
        Scope scope = CurrentScope.find();
        return scope == null ? NONE : scope;
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
