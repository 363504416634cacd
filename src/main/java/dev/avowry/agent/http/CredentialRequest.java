package dev.avowry.agent.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The body of {@code POST}: exactly one way for the agent to prove itself.
 *
 * @param jwk one public key
 * @param allowRs256 whether the key may be for RS256, a legacy
 * @param jwksUri where its public keys are
 * @param secret asks for a secret, a legacy
 * @param certificate by which name a certificate is its
 */
public record CredentialRequest(
    Optional<Map<String, Object>> jwk,
    Optional<Boolean> allowRs256,
    Optional<String> jwksUri,
    Optional<SecretRequest> secret,
    Optional<CertificateNameView> certificate) {
  /**
   * A secret to be made.
   *
   * @param expiresIn seconds from now
   */
  public record SecretRequest(Optional<Long> expiresIn) {}

  /** Refuses a body that names none, or more than one. */
  void requireOne() {
    long ways = Stream.of(jwk, jwksUri, secret, certificate).filter(Optional::isPresent).count();
    if (ways != 1 || (allowRs256.isPresent() && jwk.isEmpty())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "exactly one of jwk, jwks_uri, secret and certificate must be there;"
              + " allow_rs256 goes with jwk");
    }
  }
}
