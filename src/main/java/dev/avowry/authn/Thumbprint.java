package dev.avowry.authn;

/**
 * Names a public key: base64url of SHA-256 over its required members, RFC 7638. A token that is
 * bound to the key has it as {@code cnf.jkt}, RFC 9449 §6.1.
 */
public record Thumbprint(String value) implements Binding {
  static final String CONFIRMATION = "jkt";

  @Override
  public String confirmation() {
    return CONFIRMATION;
  }

  @Override
  public String toString() {
    return value;
  }
}
