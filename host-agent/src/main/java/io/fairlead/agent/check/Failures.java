package io.fairlead.agent.check;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why a connection came to nothing, in words. */
final class Failures {
    private Failures() {}

    static String words(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof PortUnreachableException) {
            return "its host says that the port is closed";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return said.contains("refused")
                    ? "refuses connections"
                    : said.contains("unreachable") || said.contains("No route") ? "cannot be reached" : said;
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof CertificateException) {
                return "its certificate is not accepted: " + each.getMessage();
            }
        }
        if (cause instanceof SSLException) {
            return "TLS: " + said;
        }
        return said.contains("reset by peer") ? "reset the connection" : said;
    }
}
