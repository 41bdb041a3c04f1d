package dev.countinghouse.identity;

/** What a login comes to when the first factor was right: a session, or the question for the second factor. */
public sealed interface LoginStep permits Login, LoginChallenge {}
