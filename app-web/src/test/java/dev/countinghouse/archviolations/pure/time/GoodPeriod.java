package dev.countinghouse.archviolations.pure.time;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The JDK, and words about null. */
public record GoodPeriod(LocalDate start, @Nullable LocalDate end) {}
