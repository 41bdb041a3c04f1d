package dev.countinghouse.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Finds the end of an HTTP/1.1 answer in what comes in, of known length or in chunks, and keeps none of its body. */
final class HttpAnswer {

    private static final int HEAD_MAX = 16 * 1024;
    private static final int HEXADECIMAL = 16;
    private static final String END = "\r\n\r\n";

    private final StringBuilder line = new StringBuilder();
    private State state = State.HEAD;
    private int status;
    private long left;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILER
    }

    void begin() {
        state = State.HEAD;
        line.setLength(0);
    }

    int status() {
        return status;
    }

    /** Takes what came in; true when the answer ends with it. */
    boolean take(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            boolean ended = switch (state) {
                case HEAD -> readLine(in, END) && head();
                case BODY -> skip(in);
                case CHUNK_SIZE -> {
                    if (readLine(in, "\r\n")) {
                        chunk();
                    }
                    yield false;
                }
                case CHUNK -> {
                    if (skip(in)) {
                        state = State.CHUNK_SIZE;
                    }
                    yield false;
                }
                case TRAILER -> readLine(in, "\r\n");
            };
            if (ended) {
                return true;
            }
        }
        return false;
    }

    private boolean readLine(ByteBuffer in, String end) throws IOException {
        while (in.hasRemaining()) {
            line.append((char) (in.get() & 0xff));
            int from = line.length() - end.length();
            if (from >= 0 && line.charAt(line.length() - 1) == '\n' && line.indexOf(end, from) == from) {
                return true;
            }
            if (line.length() > HEAD_MAX) {
                throw new IOException("not an answer");
            }
        }
        return false;
    }

    /** Whether there is no body. */
    private boolean head() throws IOException {
        String head = line.toString().toLowerCase(Locale.ROOT);
        line.setLength(0);
        if (!head.startsWith("http/1.1 ")) {
            throw new IOException("not an answer: " + head.lines().findFirst().orElse(""));
        }
        status = Integer.parseInt(head.substring(9, 12));
        String length = header(head, "content-length");
        if (!length.isEmpty()) {
            left = Long.parseLong(length);
            state = State.BODY;
            return left == 0;
        }
        if (header(head, "transfer-encoding").equals("chunked")) {
            state = State.CHUNK_SIZE;
            return false;
        }
        return true; // 204
    }

    private static String header(String head, String name) {
        int at = head.indexOf("\r\n" + name + ":");
        return at < 0
                ? ""
                : head.substring(at + name.length() + 3, head.indexOf("\r\n", at + 2))
                        .strip();
    }

    private void chunk() {
        int size = Integer.parseInt(line.toString().strip(), HEXADECIMAL);
        line.setLength(0);
        left = size + 2L; // and its line end
        state = size == 0 ? State.TRAILER : State.CHUNK;
    }

    private boolean skip(ByteBuffer in) {
        int skipped = (int) Math.min(left, in.remaining());
        in.position(in.position() + skipped);
        left -= skipped;
        return left == 0;
    }
}
