package dev.avowry.web.http;

import dev.avowry.web.MutualTls;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificate that the sender of the request under way has proven to have the key of. */
@RequestScoped
public class ClientCertificate {
  private final RoutingContext context;
  private final MutualTls mutualTls;

  @Inject
  public ClientCertificate(RoutingContext context, MutualTls mutualTls) {
    this.context = context;
    this.mutualTls = mutualTls;
  }

  /**
   * The certificate and those that were sent along with it; empty without one.
   *
   * <p>A proxy that is named speaks for whoever is behind it, by the header alone: its own
   * certificate is nobody else's. From others the header says nothing.
   */
  public List<X509Certificate> chain() {
    HttpServerRequest request = context.request();
    return mutualTls.isProxy(sender(request))
        ? ClientCertHeader.chain(request.headers())
        : ofConnection(request);
  }

  /** Who is at the other end of the connection, whatever a header or a preamble says. */
  private static InetAddress sender(HttpServerRequest request) {
    return InetAddress.ofLiteral(request.connection().remoteAddress(true).hostAddress());
  }

  private static List<X509Certificate> ofConnection(HttpServerRequest request) {
    if (!request.isSSL()) {
      return List.of();
    }
    try {
      Certificate[] chain = request.sslSession().getPeerCertificates();
      return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
