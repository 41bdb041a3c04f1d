package dev.countinghouse.archviolations.tables;

/** Statements that every feature could use. */
public class BadRepository {}
