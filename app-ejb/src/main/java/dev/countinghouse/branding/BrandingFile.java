package dev.countinghouse.branding;

import dev.countinghouse.json.Json;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The file that says how the console looks, read once: a server whose file is wrong does not start. */
@Singleton
@Startup
@PermitAll // anybody sees it at the login
@ConcurrencyManagement(ConcurrencyManagementType.BEAN) // nothing changes after the start
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BrandingFile {

    @Inject
    @ConfigProperty(name = "CH_BRANDING")
    String file;

    private byte[] json = {};

    @PostConstruct
    void read() {
        try {
            json = Json.write(Branding.read(Files.readString(Path.of(file)))).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("CH_BRANDING: " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("CH_BRANDING: " + file + ": " + e.getMessage(), e);
        }
    }

    /** The checked file as JSON. */
    public byte[] json() {
        return json.clone();
    }
}
