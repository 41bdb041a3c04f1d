package dev.countinghouse.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what flows by. */
final class Digests {

    private static final int BUFFER = 1 << 16;

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(String text) {
        MessageDigest digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return hex(digest);
    }

    /** Of all that is left in a stream. */
    static String of(InputStream in) throws IOException {
        Measured nowhere = new Measured(OutputStream.nullOutputStream(), bytes -> {});
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            nowhere.write(buffer, 0, read);
        }
        return nowhere.sha256();
    }

    /** Told how many bytes have flowed so far, now and then. */
    interface Meter {
        void at(long bytes);
    }

    /** Measures what is written through it; closing it does not close what is behind. */
    static final class Measured extends OutputStream {

        private static final int BETWEEN_REPORTS = 1 << 20;

        private final OutputStream out;
        private final Meter meter;
        private final MessageDigest digest = Digests.sha256();
        private long bytes;
        private long reported;

        Measured(OutputStream out, Meter meter) {
            this.out = out;
            this.meter = meter;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
            if (bytes - reported >= BETWEEN_REPORTS) {
                reported = bytes;
                meter.at(bytes);
            }
        }

        @Override
        public void close() {
            // whoever opened what is behind closes it
        }

        long bytes() {
            return bytes;
        }

        String sha256() {
            return hex(digest);
        }
    }
}
