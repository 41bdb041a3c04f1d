package dev.countinghouse.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
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

    private static final int DIGEST_SHOWN = 12; // hex digits: far more than there will ever be versions

    /**
     * Names the state the changelog leads to: how many files it includes, a dot, and a digest of their text, so it is
     * the same on every machine, differs whenever a statement does, and its first number shows which one is newer.
     */
    String version() {
        List<String> files = files();
        MessageDigest digest = sha256();
        for (String file : files) {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(digestible(read(file)));
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        return files.size() + "." + hex.substring(0, DIGEST_SHOWN);
    }

    /** The included files in their order, as class path names. */
    List<String> files() {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        NodeList includes;
        try (InputStream xml = open(path)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            includes = factory.newDocumentBuilder().parse(xml).getElementsByTagName("include");
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Unreadable changelog " + path, e);
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i < includes.getLength(); i++) {
            files.add(folder + ((Element) includes.item(i)).getAttribute("file"));
        }
        return files;
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
