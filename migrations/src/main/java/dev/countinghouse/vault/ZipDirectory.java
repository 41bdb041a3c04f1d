package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The directory at the end of a ZIP file, which the JDK reads into memory as a whole when it opens the file: a file of
 * millions of empty entries would fill it.
 */
final class ZipDirectory {

    private static final int END_BYTES = 22; // of the end record; archives have no comment behind it
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LENGTH_AT = 12;
    private static final long LONGEST = 4 << 20;

    private ZipDirectory() {}

    /** @throws VaultException DAMAGED when the directory is larger than that of any archive, or is not found */
    static void requireSmall(Path file) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < END_BYTES) {
                throw new VaultException(Reason.DAMAGED, "The archive is truncated or no ZIP file");
            }
            in.seek(in.length() - END_BYTES);
            in.readFully(end.array());
        }
        if (end.getInt(0) != END_SIGNATURE) {
            throw new VaultException(Reason.DAMAGED, "The archive is truncated or no ZIP file");
        }
        if (Integer.toUnsignedLong(end.getInt(LENGTH_AT)) > LONGEST) {
            throw new VaultException(Reason.DAMAGED, "The archive's directory is larger than that of any archive");
        }
    }
}
