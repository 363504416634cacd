package dev.avowry.svid.http;

import dev.avowry.svid.Certificates;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestResponse;

/** Certificates for agents. */
@Path("/v1/certificates")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CertificateResource {
  private static final int LINE = 64;

  private final Certificates certificates;
  private final CurrentCaller caller;

  CertificateResource(Certificates certificates, CurrentCaller caller) {
    this.certificates = certificates;
    this.caller = caller;
  }

  /**
   * The body.
   *
   * @param csr PEM, or DER in base64
   */
  public record CertificateRequest(String csr) {}

  /**
   * A certificate on the wire.
   *
   * @param certificate PEM
   * @param authority PEM of the one that signed it, as the bundle has it
   * @param serial in hexadecimal
   */
  public record CertificateView(
      String spiffeId,
      String certificate,
      String authority,
      String serial,
      Instant notBefore,
      Instant notAfter) {
    static CertificateView of(Certificates.Issued issued) {
      X509Certificate own = issued.certificate();
      return new CertificateView(
          issued.subject().uri(),
          pem(own),
          pem(issued.authority()),
          own.getSerialNumber().toString(16),
          own.getNotBefore().toInstant(),
          own.getNotAfter().toInstant());
    }

    /** RFC 7468 §5. */
    private static String pem(X509Certificate certificate) {
      try {
        String body =
            Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
      } catch (CertificateEncodingException impossible) {
        throw new IllegalStateException("a certificate cannot be encoded", impossible);
      }
    }
  }

  /** Issues one to the caller. */
  @POST
  @Permission("svids.issue")
  public Uni<RestResponse<CertificateView>> issue(CertificateRequest request) {
    return certificates
        .issue(caller.get(), request.csr())
        .map(CertificateView::of)
        .map(view -> RestResponse.status(RestResponse.Status.CREATED, view));
  }
}
