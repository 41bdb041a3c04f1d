package dev.countinghouse.archviolations.jedis.identity;

import redis.clients.jedis.params.SetParams;

/** Names keys outside of redis. */
public class BadTokens {

    SetParams life() {
        return SetParams.setParams().ex(60);
    }
}
