package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;
import java.util.Set;

/** By what a human can sign in, since they have just shown that they can. */
sealed interface ProvenMeans {
  /** By which authenticators are to file passkeys of an account that is made with it. */
  SecretBytes handle();

  /** How they have proven who they are, RFC 8176. */
  Set<String> methods();

  /**
   * An app that shows the right codes.
   *
   * @param step of which the code was that they showed
   */
  record App(TotpSecret secret, long step) {}

  /** A password and an app. */
  record ByPassword(SecretBytes handle, PasswordHash password, App app) implements ProvenMeans {
    @Override
    public Set<String> methods() {
      return Set.of("pwd", "otp", "mfa");
    }
  }

  /** A passkey. */
  record ByPasskey(SecretBytes handle, PasskeyCheck.Made passkey, String name)
      implements ProvenMeans {
    @Override
    public Set<String> methods() {
      return Set.of("hwk", "user", "mfa");
    }
  }
}
