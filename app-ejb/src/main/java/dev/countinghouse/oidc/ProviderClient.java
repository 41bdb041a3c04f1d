package dev.countinghouse.oidc;

/** What a provider knows us by. */
public record ProviderClient(String id, String secret) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "ProviderClient[" + id + "]";
    }
}
