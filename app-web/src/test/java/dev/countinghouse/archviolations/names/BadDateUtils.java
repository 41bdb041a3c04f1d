package dev.countinghouse.archviolations.names;

/** Its name says nothing. */
public class BadDateUtils {}
