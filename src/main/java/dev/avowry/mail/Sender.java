package dev.avowry.mail;

/**
 * Whom a message says that it is from. Whether that is so is said by its verdict.
 *
 * @param name as its sender writes it, cleaned of what cannot be seen; empty when there is none
 * @param address with its domain in small letters
 */
public record Sender(String name, String address) {
  /** The domain of the address, in small letters. */
  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Sender[redacted]";
  }
}
