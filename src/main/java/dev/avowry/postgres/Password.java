package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** Is shown by {@link #reveal()} only. Its letters need no quoting in SQL. */
final class Password {
  private static final int BYTES = 32;

  private final String value;

  private Password(String value) {
    this.value = value;
  }

  static Password random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static Password read(Path file) throws IOException {
    return new Password(Files.readString(file).strip());
  }

  /** On the disk when it returns. */
  void write(Path file) throws IOException {
    Mode.SECRET.createFile(file);
    Files.writeString(
        file,
        value + "\n",
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
  }

  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "Password[…]";
  }
}
