package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a client gets its answer through a human's browser, RFC 6749 §3.1.2: at a host of its own
 * over TLS, at the human's own machine, or at a scheme of its own that has a dot (RFC 8252 §7). A
 * scheme that runs something, such as {@code javascript}, is none of these.
 *
 * @param text as it was registered
 */
public record RedirectUri(String text) {
  private static final int LONGEST = 500;

  /** Printable and ASCII, so that no header and no page can be misread. */
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E&&[^\"<>\\\\^`{|}]]+");

  /** RFC 8252 §7.1: a name that somebody owns, read backwards. */
  private static final Pattern OWN_SCHEME = Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  public RedirectUri {
    URI uri = read(text);
    require(
        uri.getRawFragment() == null && uri.getRawUserInfo() == null,
        "it has a fragment or a user");
    require(isOfTheWeb(uri) || isLoopback(uri) || isOfItsOwn(uri), "its scheme is not allowed");
    require(
        uri.getRawAuthority() == null || uri.getHost() != null, "its authority is no host's name");
  }

  /**
   * Whether an answer may go there: RFC 9700 §2.1, character by character; only the port of the
   * human's own machine is the system's to choose, RFC 8252 §7.3.
   */
  public boolean admits(String asked) {
    return asked.equals(text) || (isLoopback(read(text)) && portless(asked).equals(portless(text)));
  }

  private static String portless(String text) {
    return text.replaceFirst(
        "^(http://(?:127\\.0\\.0\\.1|\\[::1]|localhost)):[0-9]{1,5}(?=[/?]|$)", "$1");
  }

  private static boolean isOfTheWeb(URI uri) {
    return "https".equals(scheme(uri)) && uri.getHost() != null;
  }

  private static boolean isLoopback(URI uri) {
    return "http".equals(scheme(uri)) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
  }

  private static boolean isOfItsOwn(URI uri) {
    return OWN_SCHEME.matcher(scheme(uri)).matches() && !uri.isOpaque();
  }

  /** As it is written: a policy for browsers names it, and there is one spelling of it. */
  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme();
  }

  private static URI read(String text) {
    require(text.length() <= LONGEST && VISIBLE.matcher(text).matches(), "it is no such URI");
    try {
      URI uri = new URI(text);
      require(uri.isAbsolute(), "it is not absolute");
      return uri;
    } catch (URISyntaxException malformed) {
      throw refused("it is no URI");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(
        Reason.INVALID_REDIRECT_URI,
        "a redirect URI is https, or http on loopback, or of a scheme with a dot, without fragment"
            + " and user: "
            + why);
  }

  @Override
  public String toString() {
    return text;
  }
}
