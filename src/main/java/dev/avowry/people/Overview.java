package dev.avowry.people;

import java.util.List;

/**
 * How a human can sign in.
 *
 * @param login the name by which they do
 * @param password whether by password and app
 * @param recoveryCodes how many are left
 * @param passkeys oldest first
 */
public record Overview(String login, boolean password, int recoveryCodes, List<Passkey> passkeys) {
  public Overview {
    passkeys = List.copyOf(passkeys);
  }
}
