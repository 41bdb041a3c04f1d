package dev.countinghouse.metering;

/** Sums what is counted. */
class CountedIntake extends IntakeCounts {

    private int stored;
    private int duplicates;
    private int rejected;

    @Override
    void add(int moreStored, int moreDuplicates, int moreRejected) {
        stored += moreStored;
        duplicates += moreDuplicates;
        rejected += moreRejected;
    }

    String sums() {
        return stored + " stored, " + duplicates + " duplicates, " + rejected + " rejected";
    }
}
