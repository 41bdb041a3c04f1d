package dev.countinghouse.bench;

import java.util.Arrays;

/** Measured values of one kind, in one unit. Several threads may add. */
final class Samples {

    private static final int FIRST_SIZE = 64;
    private static final double HALF = 0.5;
    private static final double MOST = 0.95;

    private double[] values = new double[FIRST_SIZE];
    private int size;

    synchronized void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    synchronized int size() {
        return size;
    }

    double median() {
        return percentile(HALF);
    }

    double p95() {
        return percentile(MOST);
    }

    /**
     * The smallest value that at least this part of the values does not exceed (nearest rank), so it is one that was
     * measured.
     *
     * @param part above 0, at most 1
     * @throws IllegalStateException when there are no values
     */
    synchronized double percentile(double part) {
        if (size == 0) {
            throw new IllegalStateException("Nothing was measured");
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * size) - 1)];
    }
}
