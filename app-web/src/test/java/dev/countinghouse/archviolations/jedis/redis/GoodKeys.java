package dev.countinghouse.archviolations.jedis.redis;

import redis.clients.jedis.params.SetParams;

/** Where keys are named. */
public class GoodKeys {

    SetParams life() {
        return SetParams.setParams().ex(60);
    }
}
