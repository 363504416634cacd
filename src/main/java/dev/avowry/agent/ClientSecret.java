package dev.avowry.agent;

import dev.avowry.kernel.SecretBytes;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * A secret of a client, in the form of a {@link ScannableSecret}.
 *
 * @param text as it is shown once
 */
public record ClientSecret(SecretBytes text) {
  private static final String PREFIX = "avow_cs_";

  /** What a scanner looks for; {@link #isOne} leaves out what only looks like it. */
  public static final Pattern PATTERN = ScannableSecret.pattern(PREFIX);

  /** Draws a new one. */
  public static ClientSecret random(SecureRandom random) {
    return new ClientSecret(ScannableSecret.random(PREFIX, random).text());
  }

  /** Whether the text is of this form and its last characters follow from the others. */
  public static boolean isOne(String text) {
    return ScannableSecret.isOne(PATTERN, text);
  }

  /** The secret to be shown, once. */
  public String show() {
    return new ScannableSecret(text).show();
  }
}
