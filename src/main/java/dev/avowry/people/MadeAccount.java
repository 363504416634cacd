package dev.avowry.people;

import java.util.List;

/**
 * An account that was just made, by somebody who has thereby proven who they are.
 *
 * @param recoveryCodes to be shown once; none where a passkey is all there is
 */
public record MadeAccount(SignIn signIn, List<String> recoveryCodes) {
  public MadeAccount {
    recoveryCodes = List.copyOf(recoveryCodes);
  }
}
