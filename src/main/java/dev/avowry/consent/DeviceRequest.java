package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client without a browser asks of a human, who is somewhere else; RFC 8628 §3.1.
 *
 * @param device of the device code, which the client holds
 * @param user of the code that the human types
 * @param clientId as the client calls itself
 * @param asked as it came, but for how the client proved itself
 * @param binding what whoever shows the device code has to prove to hold
 * @param address from where it was asked
 * @param expiresAt at that instant it is over
 */
public record DeviceRequest(
    SecretHash device,
    SecretHash user,
    String clientId,
    Parameters asked,
    Optional<Binding> binding,
    String address,
    Instant askedAt,
    Instant expiresAt) {
  /**
   * How far one has come.
   *
   * @param allowed what the human said; empty until then
   */
  public record Progress(String clientId, Optional<Boolean> allowed, Instant expiresAt) {}
}
