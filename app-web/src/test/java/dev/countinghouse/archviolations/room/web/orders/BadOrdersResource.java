package dev.countinghouse.archviolations.room.web.orders;

import jakarta.ws.rs.POST;

class BadOrdersResource {

    @POST
    void create() {}
}
