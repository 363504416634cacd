package dev.avowry.authn;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a request says that it authenticates its client.
 *
 * @param assertionType the parameter {@code client_assertion_type}
 * @param assertion the parameter {@code client_assertion}
 * @param clientId the parameter {@code client_id}
 * @param secret the parameter {@code client_secret}
 * @param basic what an {@code Authorization} header of the scheme {@code Basic} says, if it is in
 *     order
 * @param hasAuthorization whether an {@code Authorization} header came along, of whatever scheme
 * @param certificate that the client presented; beside another method it authenticates nobody, and
 *     tokens may be bound to it nevertheless
 * @param address from where the connection came; nothing that the request says of itself
 */
public record Presented(
    Optional<String> assertionType,
    Optional<String> assertion,
    Optional<String> clientId,
    Optional<SecretBytes> secret,
    Optional<PresentedSecret> basic,
    boolean hasAuthorization,
    Optional<PresentedCertificate> certificate,
    String address) {
  /** One assertion and nothing else, from nowhere but here. */
  public static Presented assertion(String type, String assertion) {
    return new Presented(
        Optional.of(type),
        Optional.of(assertion),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        "");
  }

  /** The same from that address. */
  Presented from(String where) {
    return new Presented(
        assertionType, assertion, clientId, secret, basic, hasAuthorization, certificate, where);
  }

  /** Shows neither assertion nor secret. */
  @Override
  public String toString() {
    return "Presented[clientId=" + clientId + "]";
  }

  /**
   * Refuses whatever authenticates a client besides: which of the two counts nobody should guess.
   */
  void requireNothing() {
    if (methods() > 0 || assertionType.isPresent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "the assertion of this grant says who asks: client authentication must be left out");
    }
  }

  /** Whether a certificate, and the parameter that says whose it is, is the one and only method. */
  boolean isByCertificate() {
    return certificate.isPresent()
        && clientId.isPresent()
        && methods() == 0
        && assertionType.isEmpty();
  }

  /** The client that a request names and proves in no way, if that is all that it says. */
  Optional<String> onlyName() {
    return methods() == 0 && assertionType.isEmpty() && certificate.isEmpty()
        ? clientId
        : Optional.empty();
  }

  /** The secret, if that is the one and only method; else there is an assertion to look for. */
  Optional<PresentedSecret> onlySecret() {
    if (methods() > 1 || (assertionType.isPresent() && hasSecret())) {
      // RFC 6749 §2.3: the client must not use more than one authentication method in a request.
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "more than one client authentication method was used");
    }
    return basic
        .map(this::agreeing)
        .or(() -> secret.map(text -> new PresentedSecret(clientId.orElse(""), text)));
  }

  /** Refuses what brings no assertion of a type that is known. */
  void requireAssertion() {
    if (assertion.isEmpty() || assertionType.isEmpty()) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT,
          "client authentication is missing or malformed: client_assertion and"
              + " client_assertion_type (private_key_jwt) are needed, or a client certificate"
              + " and client_id");
    }
    if (!assertionType.get().equals(ClientAssertion.TYPE) && !isJwtSvid()) {
      throw Refusal.refused(
          Reason.INVALID_CLIENT,
          "client_assertion_type must be %s or, for a JWT-SVID, %s"
              .formatted(ClientAssertion.TYPE, ClientAssertion.SVID_TYPE));
    }
  }

  /** Whether the assertion is said to be a JWT-SVID, draft-ietf-oauth-spiffe-client-auth. */
  boolean isJwtSvid() {
    return assertionType.filter(ClientAssertion.SVID_TYPE::equals).isPresent();
  }

  private PresentedSecret agreeing(PresentedSecret header) {
    if (clientId.filter(Predicate.not(header.clientId()::equals)).isPresent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "client_id is not the client of the Authorization header");
    }
    return header;
  }

  private boolean hasSecret() {
    return secret.isPresent() || basic.isPresent();
  }

  private long methods() {
    return List.of(assertion.isPresent(), secret.isPresent(), hasAuthorization).stream()
        .filter(Boolean::booleanValue)
        .count();
  }
}
