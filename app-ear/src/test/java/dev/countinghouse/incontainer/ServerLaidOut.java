package dev.countinghouse.incontainer;

import dev.countinghouse.testing.InContainerServer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lays the server out before Arquillian reads where it is. Inside the server, where the test class comes too, it does nothing. */
class ServerLaidOut implements BeforeAllCallback {

    private static final String SERVER_PROPERTY = "countinghouse.in-container.server";

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean outside = System.getProperty("countinghouse.ear") != null;
        if (outside && System.getProperty(SERVER_PROPERTY) == null) {
            InContainerServer.prepare();
        }
    }
}
