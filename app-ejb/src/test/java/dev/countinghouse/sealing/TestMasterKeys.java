package dev.countinghouse.sealing;

import java.util.Base64;

/** Master keys of tests. */
public final class TestMasterKeys {

    private TestMasterKeys() {}

    /** The same number is the same key. */
    public static MasterKey key(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return MasterKey.of(Base64.getEncoder().encodeToString(bytes));
    }
}
