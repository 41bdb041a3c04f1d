package dev.countinghouse.web.api;

import dev.countinghouse.tenancy.TenantLimits;
import jakarta.servlet.http.HttpServletRequest;

/** What kind of body a request has, which decides how large it may be: for everybody, and by the tenant's tier. */
enum BodyKind {
    JSON(256 * 1024L, "json_kib"),
    BATCH(4 * 1024 * 1024L, "batch_kib"),
    IMPORT(8L * 1024 * 1024 * 1024, "import_mib"),
    /** A tenant's archive: operators send it, and the service says how large it may be. */
    ARCHIVE(1024L * 1024 * 1024 * 1024, "json_kib");

    private final long most;
    private final String limit;

    BodyKind(long most, String limit) {
        this.most = most;
        this.limit = limit;
    }

    static BodyKind of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.endsWith("/usage/import")) {
            return IMPORT;
        }
        if (path.endsWith("/platform/tenants/import")) {
            return ARCHIVE;
        }
        return path.endsWith("/usage/batch") ? BATCH : JSON;
    }

    /** The same for everybody. */
    BodyLimit.Most most() {
        return new BodyLimit.Most(most, "At most " + most + " bytes are read here");
    }

    /** What the tier allows, never more than what everybody may. */
    BodyLimit.Most most(TenantLimits tier) {
        long bytes = Math.min(
                most,
                switch (this) {
                    case JSON, ARCHIVE -> tier.jsonKib() * 1024L;
                    case BATCH -> tier.batchKib() * 1024L;
                    case IMPORT -> tier.importMib() * 1024L * 1024L;
                });
        return new BodyLimit.Most(
                bytes, "The tenant's tier allows at most " + bytes + " bytes here: its limit " + limit);
    }
}
