package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What stands in for the app once, when the phone is gone: a good 100 random bits on paper. A fast
 * hash keeps them safe, for no dictionary has them.
 *
 * @param text 21 characters, as they are hashed
 */
record RecoveryCode(SecretBytes text) {
  /** How many a human gets. */
  static final int SHEET = 10;

  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 21;
  private static final int GROUP = 7;
  private static final Pattern WRITTEN = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  /** Ten new ones. */
  static List<RecoveryCode> sheet(SecureRandom random) {
    return IntStream.range(0, SHEET).mapToObj(any -> random(random)).toList();
  }

  /** What was typed from the sheet; empty for what is on none. */
  static Optional<RecoveryCode> parse(String typed) {
    String plain = typed.toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
    return WRITTEN.matcher(plain).matches()
        ? Optional.of(new RecoveryCode(SecretBytes.ofText(plain)))
        : Optional.empty();
  }

  SecretHash hash() {
    return SecretHash.of(text);
  }

  /** As it is shown, once. */
  String show() {
    String plain = new String(text.exposeSecret(), StandardCharsets.US_ASCII);
    return String.join(
        "-",
        plain.substring(0, GROUP),
        plain.substring(GROUP, 2 * GROUP),
        plain.substring(2 * GROUP));
  }

  private static RecoveryCode random(SecureRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RecoveryCode(SecretBytes.ofText(text.toString()));
  }
}
