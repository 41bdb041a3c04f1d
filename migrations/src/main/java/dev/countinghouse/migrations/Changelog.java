package dev.countinghouse.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One of the two changelogs in this jar.
 *
 * @param path of its XML file on the class path
 */
record Changelog(String path) {

    static final Changelog SHARED = new Changelog("db/shared/changelog.xml");
    static final Changelog TENANT = new Changelog("db/tenant/changelog.xml");

    private static final String WORKABLE_FROM = "worksFromFiles";
    private static final Pattern CHANGE_SET = Pattern.compile("(?m)^--changeset\\s+(\\S+)");
    private static final Pattern FILES = Pattern.compile("(\\d{1,9})\\.");
    private static final int DIGEST_SHOWN = 12; // hex digits: far more than there will ever be versions

    /**
     * Names the state the changelog leads to: how many files it includes, a dot, and a digest of their text, so it is
     * the same on every machine, differs whenever a statement does, and its first number shows which one is newer.
     */
    String version() {
        return versions().getLast();
    }

    /** The versions that led to this one, oldest first: files are only ever added at the end, so each prefix was one. */
    List<String> versions() {
        List<String> versions = new ArrayList<>();
        MessageDigest digest = sha256();
        for (String file : files()) {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(digestible(read(file)));
            String hex = HexFormat.of().formatHex(copyOf(digest).digest());
            versions.add(versions.size() + 1 + "." + hex.substring(0, DIGEST_SHOWN));
        }
        if (versions.isEmpty()) {
            throw new IllegalStateException("The changelog includes no file: " + path);
        }
        return versions;
    }

    /**
     * Whether a version is none that led to this one and not older either: newer, or another's. What is no version of ours, such
     * as a tenant that is only a row yet, is older than all.
     */
    boolean isBehind(String version) {
        List<String> versions = versions();
        Matcher number = FILES.matcher(version);
        return number.lookingAt()
                && Integer.parseInt(number.group(1)) >= versions.size()
                && !versions.contains(version);
    }

    /**
     * The versions the code that comes with this changelog works with, oldest first; the last one is {@link #version}. The
     * changelog says so by a property of its own, the number of files of the oldest one; without it, its own alone.
     */
    List<String> workableVersions() {
        List<String> versions = versions();
        NodeList properties = parsed().getElementsByTagName("property");
        int oldest = versions.size();
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (WORKABLE_FROM.equals(property.getAttribute("name"))) {
                oldest = Integer.parseInt(property.getAttribute("value"));
            }
        }
        if (oldest < 1 || oldest > versions.size()) {
            throw new IllegalStateException(
                    "%s of %s is %d, and there are %d files".formatted(WORKABLE_FROM, path, oldest, versions.size()));
        }
        return List.copyOf(versions.subList(oldest - 1, versions.size()));
    }

    /** The change sets of all files, each as {@code file::author:id}. */
    Set<String> changeSets() {
        Set<String> changeSets = new LinkedHashSet<>();
        for (String file : files()) {
            Matcher matcher = CHANGE_SET.matcher(new String(read(file), StandardCharsets.UTF_8));
            while (matcher.find()) {
                changeSets.add(file + "::" + matcher.group(1));
            }
        }
        return changeSets;
    }

    /** The included files in their order, as class path names. */
    List<String> files() {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        NodeList includes = parsed().getElementsByTagName("include");
        List<String> files = new ArrayList<>();
        for (int i = 0; i < includes.getLength(); i++) {
            Element include = (Element) includes.item(i);
            boolean relative = Boolean.parseBoolean(include.getAttribute("relativeToChangelogFile"));
            files.add((relative ? folder : "") + include.getAttribute("file"));
        }
        return files;
    }

    private Document parsed() {
        try (InputStream xml = open(path)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(xml);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Unreadable changelog " + path, e);
        }
    }

    static byte[] digestible(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream in = Changelog.class.getClassLoader().getResourceAsStream(file);
        if (in == null) {
            throw new IllegalStateException("The changelog names a file that is not there: " + file);
        }
        return in;
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // the JDK's can
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
