package dev.avowry.authn;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;

/**
 * How a request says that it authenticates its client.
 *
 * @param assertionType the parameter {@code client_assertion_type}
 * @param assertion the parameter {@code client_assertion}
 * @param clientId the parameter {@code client_id}
 * @param hasSecret whether a {@code client_secret} came along
 * @param hasAuthorization whether an {@code Authorization} header came along
 * @param certificate that the client presented; beside another method it authenticates nobody, and
 *     tokens may be bound to it nevertheless
 */
public record Presented(
    Optional<String> assertionType,
    Optional<String> assertion,
    Optional<String> clientId,
    boolean hasSecret,
    boolean hasAuthorization,
    Optional<PresentedCertificate> certificate) {
  /**
   * Refuses whatever authenticates a client besides: which of the two counts nobody should guess.
   */
  void requireNothing() {
    if (assertion.isPresent() || assertionType.isPresent() || hasSecret || hasAuthorization) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "the assertion of this grant says who asks: client authentication must be left out");
    }
  }

  /** Whether a certificate, and the parameter that says whose it is, is the one and only method. */
  boolean isByCertificate() {
    return certificate.isPresent()
        && clientId.isPresent()
        && assertion.isEmpty()
        && assertionType.isEmpty()
        && !hasSecret
        && !hasAuthorization;
  }

  /** The assertion, when it is the one and only method. */
  String requireAssertion() {
    if (assertion.isPresent() && (hasSecret || hasAuthorization)) {
      // RFC 6749 §2.3: the client must not use more than one authentication method in a request.
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "more than one client authentication method was used");
    }
    if (assertion.isEmpty() || assertionType.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT,
          "client authentication is missing: client_assertion and client_assertion_type"
              + " (private_key_jwt) are needed, or a client certificate and client_id");
    }
    if (!assertionType.get().equals(ClientAssertion.TYPE)) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT, "client_assertion_type must be " + ClientAssertion.TYPE);
    }
    return assertion.get();
  }
}
