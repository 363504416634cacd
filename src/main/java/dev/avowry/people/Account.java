package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import java.time.Instant;
import java.util.Optional;

/**
 * How a human signs in here. There is a password with an app, or a passkey, or both; never nothing,
 * and never a password alone.
 *
 * @param human their node
 * @param login the e-mail address in its one spelling
 * @param handle by which authenticators file their passkeys
 * @param secrets the password and the app; empty where only passkeys sign in
 * @param changedAt when something of it was last taken away or replaced
 */
public record Account(
    NodeId human,
    LoginName login,
    SecretBytes handle,
    Optional<Secrets> secrets,
    Instant changedAt) {
  /**
   * What they know, and what they have.
   *
   * @param totp opened for the purpose that {@link #purpose} says
   */
  public record Secrets(PasswordHash password, Sealed totp) {}

  /** Under which the app's secret is sealed, so that it opens for this human alone. */
  static String purpose(NodeId human) {
    return "account.totp " + human;
  }
}
