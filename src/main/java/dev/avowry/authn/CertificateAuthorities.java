package dev.avowry.authn;

import dev.avowry.kernel.CannotStart;
import dev.avowry.web.MtlsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The authorities that may issue certificates to agents: those of a file, read at the start. */
@ApplicationScoped
public class CertificateAuthorities {
  private final Optional<CertificatePath> path;
  private final Vertx vertx;

  @Inject
  CertificateAuthorities(MtlsConfig config, Vertx vertx) {
    this.path = config.authorities().map(file -> new CertificatePath(read(Path.of(file))));
    this.vertx = vertx;
  }

  /**
   * A file that cannot be read, or in which a certificate is not an authority's, stops the start.
   */
  void start(@Observes @Priority(1) StartupEvent event) {
    path.ifPresent(CertificatePath::check);
  }

  /** Whether one of them has issued the certificate, by way of those that came with it. */
  Uni<Boolean> vouchFor(PresentedCertificate certificate, Instant now) {
    return path.isEmpty()
        ? Uni.createFrom().item(false)
        : vertx.executeBlocking(() -> path.get().leadsTo(certificate.chain(), now), false);
  }

  private static List<X509Certificate> read(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException | CertificateException unreadable) {
      throw new CannotStart(
          "avowry.mtls.authorities must be a PEM file of certificates, but %s cannot be read as one"
              .formatted(file),
          unreadable);
    }
  }
}
