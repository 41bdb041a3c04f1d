package dev.countinghouse.metering;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads the lines of an import batch by batch, one batch ahead: while one is stored the next is read. A thread of its own
 * reads, and nothing else; when this is closed it has ended, so that nobody reads a request's body after the request.
 */
final class ReadAhead implements AutoCloseable {

    private static final int LINES_MAX = 4_000; // a commit costs as much as some hundred events
    private static final int CHARACTERS_MAX =
            4_000_000; // of a batch but for its last line: long lines make small batches

    private final Iterator<UsageLine> file;
    private volatile boolean closed;
    private CompletableFuture<List<UsageLine>> next;

    ReadAhead(Iterator<UsageLine> file) {
        this.file = file;
        this.next = read();
    }

    private CompletableFuture<List<UsageLine>> read() {
        return CompletableFuture.supplyAsync(
                this::batch, reading -> Thread.ofVirtual().name("usage-import").start(reading));
    }

    private List<UsageLine> batch() {
        List<UsageLine> batch = new ArrayList<>();
        int characters = 0;
        while (!closed && batch.size() < LINES_MAX && characters < CHARACTERS_MAX && file.hasNext()) {
            UsageLine line = file.next();
            batch.add(line);
            characters += line.characters();
        }
        return batch;
    }

    /**
     * The next lines; empty when there are none left.
     *
     * @throws RuntimeException of the file, where it cannot be read
     */
    List<UsageLine> next() {
        List<UsageLine> batch = done(next);
        if (!batch.isEmpty()) {
            next = read();
        }
        return batch;
    }

    private static List<UsageLine> done(CompletableFuture<List<UsageLine>> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Waits for the line that is being read. */
    @Override
    public void close() {
        closed = true;
        next.handle((read, failure) -> null).join();
    }
}
