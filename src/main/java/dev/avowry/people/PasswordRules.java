package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a password may be: long enough, none that everybody tries first, and nothing that is known
 * of its owner. Nothing is said of the kinds of its characters. NIST SP 800-63B-4 §3.1.1.2; the
 * lower of its two lengths, since a password alone never signs in here.
 */
final class PasswordRules {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;

  /** What is shorter is in too many passwords by chance. */
  private static final int TELLING = 4;

  private static final Set<String> COMMON = read("common-passwords.txt");

  private PasswordRules() {}

  /** The password as it is hashed: one form, however its characters were typed. */
  static String normalised(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  /** Refuses with a sentence what may be no password of this human. */
  static void require(String password, String name, LoginName login) {
    int length = password.codePointCount(0, password.length());
    unless(length >= SHORTEST, "the password needs " + SHORTEST + " characters at least");
    unless(length <= LONGEST, "the password may have " + LONGEST + " characters at most");
    String folded = password.toLowerCase(Locale.ROOT);
    unless(!COMMON.contains(folded), "that password is among the first that anybody tries");
    unless(
        folded.chars().distinct().count() > 3,
        "the password is made of fewer than four different characters");
    unless(
        telling(name, login).stream().noneMatch(folded::contains),
        "the password has a part of the name or the e-mail address in it");
  }

  private static Set<String> telling(String name, LoginName login) {
    String all = name + ' ' + login.text() + " avowry";
    return Arrays.stream(all.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(part -> part.length() >= TELLING)
        .collect(Collectors.toSet());
  }

  private static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  private static Set<String> read(String resource) {
    try (InputStream lines =
        Objects.requireNonNull(PasswordRules.class.getResourceAsStream(resource))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
