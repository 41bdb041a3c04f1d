package dev.countinghouse.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tenant changelogs of other versions than the program's, written to where this class was loaded from. */
final class Changelogs {

    private Changelogs() {}

    /** The version before: without the last file. */
    static Changelog earlier() {
        List<String> files = Changelog.TENANT.files();
        return write("earlier", files.subList(0, files.size() - 1));
    }

    /** The version before a file was there. */
    static Changelog before(String file) {
        List<String> files = Changelog.TENANT.files();
        return write("before", files.subList(0, files.indexOf(file)));
    }

    /** A version to come: one more file, with these statements. */
    static Changelog next(String name, String statements) {
        String file = "versions/" + name + ".sql";
        write(file, "--liquibase formatted sql\n\n--changeset countinghouse:" + name + "\n" + statements + "\n");
        List<String> files = new ArrayList<>(Changelog.TENANT.files());
        files.add(file);
        return write(name, files);
    }

    private static Changelog write(String name, List<String> files) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                   xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
                """);
        files.forEach(file -> xml.append("  <include file=\"%s\"/>%n".formatted(file)));
        String path = "versions/" + name + ".xml";
        write(path, xml.append("</databaseChangeLog>\n").toString());
        return new Changelog(path);
    }

    private static void write(String path, String text) {
        try {
            Path classes = Path.of(Changelogs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path file = classes.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
