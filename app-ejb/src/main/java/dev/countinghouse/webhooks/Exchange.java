package dev.countinghouse.webhooks;

import dev.countinghouse.network.OutgoingTls;
import dev.countinghouse.webhooks.WebhookSender.Answer;
import dev.countinghouse.webhooks.WebhookSender.NoAnswerException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1 and its answer, on a connection of its own to an address that was chosen before. The JDK's client looks
 * names up itself, so that it could be led elsewhere than to the address that was looked at; here the name is for TLS and the
 * {@code Host} header alone.
 */
final class Exchange implements AutoCloseable {

    private static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int INTERIM_TO = 199;
    private static final int INTERIM_MOST = 5;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");

    private final Socket plain;
    private final Socket socket;
    private final URI address;
    private int headBytes;

    private Exchange(Socket plain, Socket socket, URI address) {
        this.plain = plain;
        this.socket = socket;
        this.address = address;
    }

    /**
     * Connects, and agrees on TLS for https: the certificate has to be good for the name.
     *
     * @param chosen where to
     * @param connect how long that may take, at least a millisecond
     */
    static Exchange open(URI address, InetAddress chosen, Duration connect) throws IOException {
        boolean tls = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        Socket plain = new Socket(Proxy.NO_PROXY);
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) WebhookSender.DEADLINE.toMillis());
            plain.connect(new InetSocketAddress(chosen, port), (int) connect.toMillis());
            return new Exchange(plain, tls ? secured(plain, name(address), port) : plain, address);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String name, int port) throws IOException {
        SSLSocketFactory factory = OutgoingTls.context().getSocketFactory();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket; // the handshake is the first thing that is written, within the time of the exchange
    }

    /** As certificates have it: without brackets and without the dot at the end. */
    private static String name(URI address) {
        String host = address.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Sends a body and reads the head of the answer. */
    Answer post(Map<String, String> headers, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] head = head(headers, body.length).getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (int i = 0; i < INTERIM_MOST; i++) {
            Answer answer = answer(in);
            if (answer.status() > INTERIM_TO) {
                return answer;
            }
        }
        throw new NoAnswerException();
    }

    private String head(Map<String, String> headers, int length) {
        String ascii = address.toASCIIString();
        String target = ascii.substring(
                ascii.indexOf("//") + 2 + address.getRawAuthority().length());
        String port = address.getPort() >= 0 ? ":" + address.getPort() : "";
        StringBuilder head = new StringBuilder("POST ")
                .append(target.startsWith("/") ? target : "/" + target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.getHost())
                .append(port)
                .append(
                        "\r\nUser-Agent: Countinghouse\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n")
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private Answer answer(InputStream in) throws IOException {
        Matcher status = STATUS.matcher(line(in));
        if (!status.matches()) {
            throw new NoAnswerException();
        }
        @Nullable String retryAfter = null;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("retry-after")) {
                retryAfter = line.substring(colon + 1).strip();
            }
        }
        return new Answer(Integer.parseInt(status.group(1)), retryAfter);
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0 || ++headBytes > HEAD_BYTES_MAX) {
                throw new NoAnswerException();
            }
            if (next == '\n') {
                int end = line.length() - 1;
                return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
            }
            line.append((char) next);
        }
    }

    /** At once: the receiver of TLS is not told, who may take no more. */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
