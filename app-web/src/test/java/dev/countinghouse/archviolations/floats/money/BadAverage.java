package dev.countinghouse.archviolations.floats.money;

/** A float that is seen nowhere from outside. */
public class BadAverage {

    long half(long cents) {
        return (long) (cents * 0.5);
    }
}
