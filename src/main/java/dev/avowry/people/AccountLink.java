package dev.avowry.people;

import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.SecretBytes;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The secret of a link by which one human makes their account, once, in the form of a {@link
 * ScannableSecret}. It stands behind the {@code #} of the link, which no browser sends.
 */
record AccountLink(SecretBytes text) {
  private static final String PREFIX = "avow_al_";
  private static final Pattern PATTERN = ScannableSecret.pattern(PREFIX);

  static AccountLink random(SecureRandom random) {
    return new AccountLink(ScannableSecret.random(PREFIX, random).text());
  }

  static boolean isOne(String text) {
    return ScannableSecret.isOne(PATTERN, text);
  }

  SecretHash hash() {
    return SecretHash.of(text);
  }

  String show() {
    return new ScannableSecret(text).show();
  }
}
