package dev.avowry.totp;

/**
 * A code that was written down for when there is no other.
 *
 * @param left how many there are still
 */
public record BackupCode(String value, int left) {
  /** Without the code. */
  @Override
  public String toString() {
    return "BackupCode[left=%d]".formatted(left);
  }
}
