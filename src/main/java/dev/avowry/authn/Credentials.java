package dev.avowry.authn;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a request says that it authenticates its client; the same at every OAuth endpoint. */
public final class Credentials {
  private Credentials() {}

  /**
   * Reads what there is.
   *
   * @param parameter the value of a parameter of the form
   * @param authorization the header {@code Authorization}
   * @param chain of certificates that the client presented; empty when it did not
   */
  public static Presented of(
      Function<String, Optional<String>> parameter,
      Optional<String> authorization,
      List<X509Certificate> chain,
      Origin origin) {
    return new Presented(
        parameter.apply("client_assertion_type"),
        parameter.apply("client_assertion"),
        parameter.apply("client_id"),
        parameter.apply("client_secret").map(SecretBytes::ofText),
        authorization.flatMap(BasicCredentials::read),
        authorization.isPresent(),
        PresentedCertificate.of(chain),
        origin.clientAddress());
  }
}
