package dev.countinghouse.web.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a client sent it. Asking it for anything else is an error of the test. */
class SentRequest extends HttpServletRequestWrapper {

    private final String method;
    private final String path;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private byte[] body = new byte[0];
    private @Nullable Principal principal;

    SentRequest(String method, String path) {
        super(nothing());
        this.method = method;
        this.path = path;
    }

    private static HttpServletRequest nothing() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SentRequest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, asked, args) -> {
                    throw new UnsupportedOperationException(asked.getName());
                });
    }

    SentRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    SentRequest body(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    SentRequest by(Principal caller) {
        principal = caller;
        return this;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public String getRemoteAddr() {
        return "192.0.2.1";
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Body(new ByteArrayInputStream(body));
    }

    /** Bytes that are all there. */
    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
