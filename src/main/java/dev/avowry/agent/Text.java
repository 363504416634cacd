package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * What text that people and programs register may look like. Each method returns what it checked.
 */
public final class Text {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_URI = 500;
  private static final int LONGEST_SCOPE = 100;
  private static final int LONGEST_VENDOR = 64;

  /**
   * Control, format (bidirectional and zero-width marks among them), private-use and unassigned
   * characters, line and paragraph separators: nothing that makes two names look alike.
   */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  /** RFC 6749 §3.3: {@code scope-token}. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** Rough on purpose: whether mail arrives is for the mail server to say. */
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,190}");

  private Text() {}

  public static String line(String member, String value) {
    require(!value.isBlank(), member + " must not be empty");
    require(value.equals(value.strip()), member + " must not begin or end with white space");
    return visible(member, value);
  }

  static String vendor(String value) {
    require(
        value.length() <= LONGEST_VENDOR,
        "vendor is longer than " + LONGEST_VENDOR + " characters");
    return line("vendor", value);
  }

  static String visible(String member, String value) {
    require(
        value.length() <= LONGEST_LINE, member + " is longer than " + LONGEST_LINE + " characters");
    require(!INVISIBLE.matcher(value).find(), member + " has a character that cannot be seen");
    return value;
  }

  static String email(String member, String value) {
    line(member, value);
    require(EMAIL.matcher(value).matches(), member + " is not an e-mail address");
    return value;
  }

  /** RFC 6749 §3.3. */
  public static String scope(String value) {
    require(
        value.length() <= LONGEST_SCOPE && SCOPE.matcher(value).matches(),
        "scopes has a value that is not a scope token (RFC 6749 §3.3)");
    return value;
  }

  /** RFC 8707 §2: an absolute URI without a fragment. */
  public static String uri(String member, String value) {
    require(
        value.length() <= LONGEST_URI, member + " is longer than " + LONGEST_URI + " characters");
    try {
      URI uri = new URI(value);
      require(
          uri.isAbsolute() && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
          member + " must be an absolute URI without fragment or user");
      return value;
    } catch (URISyntaxException malformed) {
      throw Refusal.refused(Reason.INVALID_REQUEST, member + " is not a URI");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
