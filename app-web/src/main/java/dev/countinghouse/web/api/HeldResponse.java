package dev.countinghouse.web.api;

import dev.countinghouse.idempotency.StoredAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A response whose body is held back until it is released. */
final class HeldResponse extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ServletOutputStream output = new Held();
    private final PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    StoredAnswer answer() {
        writer.flush();
        return new StoredAnswer(getStatus(), getContentType(), getHeader("Location"), body.toByteArray());
    }

    void release() throws IOException {
        writer.flush();
        if (body.size() > 0) {
            super.getOutputStream().write(body.toByteArray());
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public void flushBuffer() {
        // nothing leaves before the transaction is committed
    }

    @Override
    public void resetBuffer() {
        body.reset();
    }

    private final class Held extends ServletOutputStream {

        @Override
        public void write(int value) {
            body.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("writing without blocking is not offered here");
        }
    }
}
