package dev.avowry.authn;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two spellings of one address are equal: without query and fragment (RFC 9449 §4.3), scheme and
 * host in lower case, no default port, nothing percent-encoded that need not be (RFC 3986 §6.2.2
 * and §6.2.3).
 *
 * <p>Dot segments are not removed but refused, as in the path of any request.
 */
record TargetUri(String normal) {
  private static final int LONGEST = 2_048;
  private static final int HIGHEST_PORT = 65_535;

  /** Visible ASCII; {@link URI} would take letters of every script. */
  private static final Pattern CHARACTERS = Pattern.compile("[\\x21-\\x7E]+");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.{1,2}(/|$)");

  /** The address that the text is; empty if it is not one of {@code http} or {@code https}. */
  static Optional<TargetUri> parse(String text) {
    if (text.length() > LONGEST || !CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return normalized(new URI(text));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<TargetUri> normalized(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "https" -> 443;
          case "http" -> 80;
          default -> -1;
        };
    boolean isAddress =
        usual > 0
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getPort() <= HIGHEST_PORT;
    String path = isAddress ? decoded(uri.getRawPath()) : "";
    if (!isAddress || DOT_SEGMENT.matcher(path).find()) {
      return Optional.empty();
    }
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(new TargetUri(scheme + "://" + host + port + (path.isEmpty() ? "/" : path)));
  }

  /** RFC 3986 §6.2.2.2: unreserved characters stand for themselves, hexadecimals in upper case. */
  private static String decoded(String path) {
    return ENCODED
        .matcher(path)
        .replaceAll(found -> Matcher.quoteReplacement(plain(found.group())));
  }

  private static String plain(String encoded) {
    char character = (char) Integer.parseInt(encoded.substring(1), 16);
    boolean unreserved =
        (character >= 'a' && character <= 'z')
            || (character >= 'A' && character <= 'Z')
            || (character >= '0' && character <= '9')
            || "-._~".indexOf(character) >= 0;
    return unreserved ? String.valueOf(character) : encoded.toUpperCase(Locale.ROOT);
  }
}
