package dev.countinghouse.migrations;

import liquibase.change.CheckSum;
import liquibase.database.Database;
import liquibase.sql.visitor.AbstractSqlVisitor;

/**
 * Puts the tenant's name where a changelog says <code>${tenant}</code>, as a statement is executed.
 *
 * <p>A Liquibase parameter would be put in when the changelog is read, and so be part of each checksum: a tenant made
 * from the template, where another name stood, could never be migrated again.
 */
final class TenantNaming extends AbstractSqlVisitor {

    private static final String TENANT = "${tenant}";

    private final String tenant;

    TenantNaming(String tenant) {
        this.tenant = tenant;
    }

    @Override
    public String modifySql(String sql, Database database) {
        return sql.replace(TENANT, tenant);
    }

    @Override
    public CheckSum generateCheckSum() {
        return CheckSum.compute(TENANT); // whatever the name
    }

    @Override
    public String getName() {
        return "tenantNaming";
    }
}
