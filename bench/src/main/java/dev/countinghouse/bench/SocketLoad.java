package dev.countinghouse.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Thousands of HTTP/1.1 connections in one thread, each sending its next request when it has its answer. Costs the server's
 * machine as little as Java allows: requests are bytes made beforehand, answers are counted and not read.
 */
final class SocketLoad {

    private static final int READ_SIZE = 256 * 1024;
    private static final int CONNECTS_AT_ONCE = 256;
    private static final long SELECT_MILLIS = 100;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final InetSocketAddress server;
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_SIZE);

    SocketLoad(URI base) {
        this.server = new InetSocketAddress(base.getHost(), base.getPort());
    }

    /**
     * What the connections saw while it was measured.
     *
     * @param statuses how many answers of each; 0 stands for a connection that broke
     */
    record Seen(Samples took, Map<Integer, Integer> statuses, double perSecond) {

        /** In percent of all requests. */
        double success() {
            int all = statuses.values().stream().mapToInt(Integer::intValue).sum();
            int good = statuses.entrySet().stream()
                    .filter(entry -> entry.getKey() / 100 == 2)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return 100.0 * good / Math.max(1, all);
        }
    }

    /**
     * Lets so many connections work, first unmeasured.
     *
     * @param next the next request; asked in one thread
     */
    Seen run(int connections, Duration warmUp, Duration measured, Supplier<byte[]> next) throws IOException {
        try (Selector selector = Selector.open()) {
            Run run = new Run(selector, next);
            run.connect(connections);
            run.until(System.nanoTime() + warmUp.toNanos());
            run.measuring = true;
            long begun = System.nanoTime();
            run.until(begun + measured.toNanos());
            double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
            run.close();
            return new Seen(run.took, run.statuses, run.took.size() / seconds);
        }
    }

    private final class Run {

        private final Selector selector;
        private final Supplier<byte[]> next;
        private final Samples took = new Samples();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private boolean measuring;

        Run(Selector selector, Supplier<byte[]> next) {
            this.selector = selector;
            this.next = next;
        }

        /** Not all at once: the server accepts what its backlog holds. */
        void connect(int connections) throws IOException {
            for (int i = 0; i < connections; i++) {
                open();
                if (i % CONNECTS_AT_ONCE == CONNECTS_AT_ONCE - 1) {
                    until(System.nanoTime() + Duration.ofMillis(SELECT_MILLIS).toNanos());
                }
            }
        }

        private void open() throws IOException {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            channel.register(selector, SelectionKey.OP_CONNECT, new Connection());
        }

        void until(long end) throws IOException {
            while (System.nanoTime() < end) {
                selector.select(SELECT_MILLIS);
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    try {
                        serve(key);
                    } catch (IOException e) {
                        broken(key);
                    }
                }
            }
        }

        private void serve(SelectionKey key) throws IOException {
            SocketChannel channel = (SocketChannel) key.channel();
            Connection connection = (Connection) key.attachment();
            if (key.isConnectable()) {
                channel.finishConnect();
                connection.send(key, channel, next.get());
            } else if (key.isWritable()) {
                connection.goOnSending(key, channel);
            } else if (connection.receive(channel, read)) {
                if (measuring) {
                    took.add((System.nanoTime() - connection.begun) / NANOS_PER_MS);
                    statuses.merge(connection.answer.status(), 1, Integer::sum);
                }
                connection.send(key, channel, next.get());
            }
        }

        /** Counted, and replaced. */
        private void broken(SelectionKey key) throws IOException {
            key.channel().close();
            if (measuring) {
                statuses.merge(0, 1, Integer::sum);
            }
            open();
        }

        void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private static final class Connection {

        private final HttpAnswer answer = new HttpAnswer();
        private ByteBuffer request = ByteBuffer.allocate(0);
        private long begun;

        void send(SelectionKey key, SocketChannel channel, byte[] bytes) throws IOException {
            request = ByteBuffer.wrap(bytes);
            answer.begin();
            begun = System.nanoTime();
            goOnSending(key, channel);
        }

        void goOnSending(SelectionKey key, SocketChannel channel) throws IOException {
            channel.write(request);
            int wanted = request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        }

        /** Whether the answer is there as a whole. */
        boolean receive(SocketChannel channel, ByteBuffer read) throws IOException {
            read.clear();
            if (channel.read(read) < 0) {
                throw new IOException("closed by the server");
            }
            read.flip();
            return answer.take(read);
        }
    }
}
