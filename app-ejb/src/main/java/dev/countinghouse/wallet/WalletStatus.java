package dev.countinghouse.wallet;

/** Whether invoices are settled from a wallet. */
public enum WalletStatus {
    ACTIVE,
    TERMINATED
}
