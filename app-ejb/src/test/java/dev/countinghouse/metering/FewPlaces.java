package dev.countinghouse.metering;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** A tier that allows as many events as it is told, asked of the place that each takes until it is given back. */
class FewPlaces extends TierQuota {

    private int places = Integer.MAX_VALUE;

    void leave(int left) {
        places = left;
    }

    @Override
    Set<UsageEvent.Key> beyond(Collection<UsageEvent> fresh) {
        int taken = Math.min(places, fresh.size());
        places -= taken;
        return fresh.stream().map(UsageEvent::key).skip(taken).collect(Collectors.toSet());
    }

    @Override
    void giveBack(int given) {
        places += given;
    }
}
