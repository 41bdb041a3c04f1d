package dev.countinghouse.web.operation;

import dev.countinghouse.json.Json;
import dev.countinghouse.mail.Mailbox;
import dev.countinghouse.mail.MailboxView;
import dev.countinghouse.web.api.ProblemMapper;
import dev.countinghouse.web.api.RequestIds;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Mails on the developer's own machine; not found wherever mail is really sent. */
@WebServlet("/dev/mailbox")
public class DevMailboxServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Mailbox mailbox;

    /** The newest mails first; {@code ?to=} shows those of one address. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String requestId = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, requestId);
        response.setHeader("Cache-Control", "no-store");
        String to = request.getParameter("to");
        try {
            List<MailboxView> mails = mailbox.all().stream()
                    .filter(mail -> to == null || mail.to().equals(to))
                    .toList();
            response.setContentType("application/json");
            response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(Map.of("data", mails)));
        } catch (RuntimeException e) {
            ProblemMapper.problem(e, requestId).writeTo(response);
        }
    }
}
