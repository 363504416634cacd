package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An e-mail address in the one spelling that all its spellings have: whoever signs in, guesses or
 * registers under any of them means the same account. Compatibility forms, case and the two ways to
 * write a domain make no difference; letters of two scripts in one name are refused, since they
 * look like what they are not (UTS 39 §5).
 *
 * @param text the spelling
 */
public record LoginName(String text) {
  private static final int LONGEST = 254;
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]");
  private static final Pattern FORM = Pattern.compile("[^@<>,;:\"()\\[\\]\\\\]{1,64}@[a-z0-9.-]+");

  /** The account that is meant; empty for what is no address that an account may have. */
  public static Optional<LoginName> parse(String email) {
    if (email.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = Normalizer.normalize(email.strip(), Normalizer.Form.NFKC);
    int at = plain.lastIndexOf('@');
    return at < 0 || INVISIBLE.matcher(plain).find()
        ? Optional.empty()
        : domain(plain.substring(at + 1))
            .map(domain -> folded(plain.substring(0, at)) + '@' + domain)
            .filter(text -> FORM.matcher(text).matches() && hasOneScript(text))
            .map(LoginName::new);
  }

  /** The same, refused instead of empty. */
  public static LoginName require(String email) {
    return parse(email)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST, "the e-mail address is none that can be used"));
  }

  /** Up and down: some letters have several small forms of one great one. */
  private static String folded(String local) {
    String up = local.toUpperCase(Locale.ROOT);
    return Normalizer.normalize(up.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }

  private static Optional<String> domain(String text) {
    try {
      return Optional.of(IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }

  private static boolean hasOneScript(String text) {
    String local = text.substring(0, text.lastIndexOf('@'));
    Set<UnicodeScript> scripts =
        local
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(each -> each != UnicodeScript.COMMON && each != UnicodeScript.INHERITED)
            .collect(Collectors.toSet());
    return scripts.size() <= 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
