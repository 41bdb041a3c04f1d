package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.ApiClient;

/**
 * A tenant and the key to work in it.
 *
 * @param schema the PostgreSQL schema that holds its books, and the role that may read them
 * @param created whether this run registered it
 */
record TenantSession(DemoTenant demo, String schema, ApiClient api, String apiKey, boolean created) {

    String slug() {
        return demo.slug();
    }
}
