package dev.avowry.totp;

import dev.avowry.kernel.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Base32 as seeds are written: RFC 4648 §6 in any case, padded as it says or not at all. */
final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Pattern TEXT = Pattern.compile("[A-Za-z2-7]+=*");
  private static final int CHARACTER_BITS = 5;
  private static final int GROUP = 8;

  /** So many characters are over where no whole number of bytes has ended. */
  private static final Set<Integer> IMPOSSIBLE = Set.of(1, 3, 6);

  private Base32() {}

  /** The bytes; empty when the text is not of this form. */
  static Optional<SecretBytes> read(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    String data = text.replace("=", "");
    return isWhole(data.length(), text.length() - data.length())
        ? Optional.of(SecretBytes.takeCopyOf(bytes(data.toUpperCase(Locale.ROOT))))
        : Optional.empty();
  }

  private static boolean isWhole(int length, int padding) {
    int over = length % GROUP;
    return !IMPOSSIBLE.contains(over) && (padding == 0 || (over > 0 && padding == GROUP - over));
  }

  private static byte[] bytes(String data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int value : data.chars().map(ALPHABET::indexOf).toArray()) {
      held = held << CHARACTER_BITS | value;
      bits += CHARACTER_BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
