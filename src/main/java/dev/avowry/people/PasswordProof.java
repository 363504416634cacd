package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;

/**
 * What somebody gives to sign in, all at once.
 *
 * @param email as it was typed
 * @param code of the app, or from the sheet of recovery codes
 * @param browser what it calls itself
 */
public record PasswordProof(String email, SecretBytes password, SecretBytes code, String browser) {
  String exposePassword() {
    return new String(password.exposeSecret(), StandardCharsets.UTF_8);
  }

  String exposeCode() {
    return new String(code.exposeSecret(), StandardCharsets.UTF_8);
  }
}
