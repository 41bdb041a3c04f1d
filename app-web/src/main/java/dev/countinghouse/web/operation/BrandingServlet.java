package dev.countinghouse.web.operation;

import dev.countinghouse.branding.BrandingFile;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How the console looks here, before anybody has logged in. */
@WebServlet("/branding.json")
public class BrandingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient BrandingFile branding;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(branding.json());
    }
}
