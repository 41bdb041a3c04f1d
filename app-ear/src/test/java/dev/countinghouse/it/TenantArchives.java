package dev.countinghouse.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives as a client has them: taken over the API, looked into, altered, sent. */
final class TenantArchives {
    private TenantArchives() {}

    /** A backup that an operator takes of a tenant. */
    static byte[] backup(Api operator, TestTenant tenant) {
        String path = "/platform/tenants/" + tenant.tenantId() + "/backups";
        String id =
                Jobs.result(operator, operator.post(path)).path("archive_id").asText();
        return Jobs.download(operator, path + "/" + id + "/content").body();
    }

    /** An export that a tenant takes itself. */
    static byte[] export(TestTenant tenant) {
        String id = Jobs.result(tenant.api(), tenant.api().post("/tenant/export"))
                .path("archive_id")
                .asText();
        return Jobs.download(tenant.api(), "/tenant/export/" + id + "/content").body();
    }

    /** Asks for an import as a tenant that nobody has. */
    static Answer send(Api api, String file) {
        return send(api, "slug=s-" + TestTenant.unique() + "&name=N", file.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for an import. */
    static Answer send(Api api, String query, byte[] archive) {
        return api.send(
                "POST",
                "/platform/tenants/import?" + query,
                "application/zip",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(archive)));
    }

    /** The files of an archive by their names. */
    static Map<String, byte[]> files(byte[] archive) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive of these files. */
    static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
