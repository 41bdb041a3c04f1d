package dev.countinghouse.web.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body can be read up to a number of bytes. */
final class BodyLimit extends HttpServletRequestWrapper {

    private final Most most;

    BodyLimit(HttpServletRequest request, Most most) {
        super(request);
        this.most = most;
    }

    /** How many bytes, and what is said to whoever sends more. */
    record Most(long bytes, String text) {

        boolean isLessThan(long length) {
            return bytes < length;
        }
    }

    /** The body is larger than this request may have. */
    static class ExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        ExceededException(Most most) {
            super(most.text());
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counting(super.getInputStream(), most);
    }

    private static final class Counting extends ServletInputStream {

        private final ServletInputStream body;
        private final Most most;
        private long read;

        Counting(ServletInputStream body, Most most) {
            this.body = body;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws ExceededException {
            read += bytes;
            if (most.isLessThan(read)) {
                throw new ExceededException(most);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
