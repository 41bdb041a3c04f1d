package dev.countinghouse.archviolations.room.web.orders;

import dev.countinghouse.web.api.TakesRoom;
import jakarta.ws.rs.POST;

class GoodOrdersResource {

    @POST
    @TakesRoom
    void create() {}
}
