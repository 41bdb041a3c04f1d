package dev.countinghouse.jobs;

/**
 * Why a job failed.
 *
 * @param code stable: switch on it
 * @param message for people
 */
public record JobError(String code, String message) {}
