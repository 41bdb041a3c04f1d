package dev.countinghouse.web.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body can be read up to a number of bytes. */
final class BodyLimit extends HttpServletRequestWrapper {

    private final long most;

    BodyLimit(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
    }

    /** The body is larger than this request may have. */
    static class ExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        ExceededException(long most) {
            super("At most " + most + " bytes are read here");
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counting(super.getInputStream(), most);
    }

    private static final class Counting extends ServletInputStream {

        private final ServletInputStream body;
        private final long most;
        private long read;

        Counting(ServletInputStream body, long most) {
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
            if (read > most) {
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
