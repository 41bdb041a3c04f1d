package dev.countinghouse.web.operation;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The console's one page. Each answer has a number of its own (a nonce) in its scripts and in its Content-Security-Policy:
 * whatever somebody gets into the page otherwise neither runs nor styles anything.
 */
public class ConsolePageServlet extends HttpServlet {

    /** As in web.xml. */
    static final String NAME = "console-page";

    private static final long serialVersionUID = 1L;
    private static final String PAGE = "/WEB-INF/console/index.html";
    private static final String PLACE = "__CSP_NONCE__";
    private static final int NONCE_BYTES = 16;

    private final transient SecureRandom random = new SecureRandom();
    private String page = "";

    @Override
    public void init() throws ServletException {
        try (InputStream file = getServletContext().getResourceAsStream(PAGE)) {
            // without it there is a server for programs only: the build was told to leave the console out
            page = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ServletException(PAGE + " cannot be read", e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (page.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        response.setHeader("Content-Security-Policy", policy(nonce));
        response.setHeader("Cache-Control", "no-store"); // a kept nonce is none
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(page.replace(PLACE, nonce).getBytes(StandardCharsets.UTF_8));
    }

    static String policy(String nonce) {
        return "default-src 'self'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none';"
                + " frame-ancestors 'none'; form-action 'self'";
    }
}
