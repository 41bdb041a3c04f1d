package dev.countinghouse.identity;

/**
 * The question for the second factor.
 *
 * @param token to be shown with the code; good once, and for few attempts
 * @param expiresIn seconds it is good for
 */
public record LoginChallenge(String token, long expiresIn) implements LoginStep {

    /** Never the token. */
    @Override
    public String toString() {
        return "LoginChallenge[]";
    }
}
