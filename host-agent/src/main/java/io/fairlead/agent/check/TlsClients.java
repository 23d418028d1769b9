package io.fairlead.agent.check;

import io.fairlead.core.check.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Makes the client's side of TLS; what it takes is loaded when it is first needed. On the thread of the checks. */
final class TlsClients {
    private Optional<SslContext> trusting = Optional.empty();
    private Optional<SslContext> verifying = Optional.empty();

    /** For a connection to {@code peer}, which may be null while it is not connected. */
    SSLEngine engine(Tls tls, ByteBufAllocator allocator, SocketAddress peer) {
        int port = peer instanceof InetSocketAddress address ? address.getPort() : 443;
        SSLEngine engine =
                context(tls.verify()).newEngine(allocator, tls.serverName().isEmpty() ? "" : tls.serverName(), port);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(tls.serverName().isEmpty() ? List.of() : List.of(new SNIHostName(tls.serverName())));
        parameters.setEndpointIdentificationAlgorithm(tls.verify() ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SslContext context(boolean verify) {
        if (verify) {
            verifying = verifying.or(() -> Optional.of(make(true)));
            return verifying.get();
        }
        trusting = trusting.or(() -> Optional.of(make(false)));
        return trusting.get();
    }

    private static SslContext make(boolean verify) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
            if (!verify) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** How long the server's certificate is still good, in seconds; below 0: it has ended. */
    static long secondsLeft(SSLEngine engine) {
        try {
            Certificate first = engine.getSession().getPeerCertificates()[0];
            Date end = ((X509Certificate) first).getNotAfter();
            return Duration.between(Instant.now(), end.toInstant()).toSeconds();
        } catch (SSLPeerUnverifiedException e) {
            return Long.MAX_VALUE;
        }
    }
}
