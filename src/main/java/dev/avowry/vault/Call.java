package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.EndpointRule;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A request that somebody wants sent: by which method, and where. Its address has one reading: what
 * two servers could take for two paths is refused, so that what was allowed is what is asked for.
 *
 * @param url as it goes out
 */
public record Call(String method, URI url) {
  /** The methods that there are, RFC 9110 §9.3 and RFC 5789. */
  static final Set<String> METHODS =
      new TreeSet<>(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));

  private static final Pattern AUTHORITY =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?");

  /**
   * RFC 3986 §3.3 without parameters, and without what some would decode into something else than a
   * letter of the segment: a slash, a backslash, a dot, a percent sign, a semicolon, a control.
   */
  private static final Pattern SEGMENT =
      Pattern.compile(
          "(?:[A-Za-z0-9._~!$&'()*+,=:@-]"
              + "|%(?!2[EeFf5]|3[Bb]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])[0-9A-Fa-f]{2})*+");

  private static final Pattern ASCII = Pattern.compile("[!-~]+");

  /** A request as somebody asked for it; refused when it is not one that may be sent anywhere. */
  public static Call of(String method, String url, EndpointRule rule) {
    require(METHODS.contains(method), "method is one of " + String.join(", ", METHODS));
    require(ASCII.matcher(url).matches(), "url has characters that have to be percent-encoded");
    URI uri = rule.check("url", url);
    require(
        AUTHORITY.matcher(uri.getRawAuthority()).matches()
            && Destination.hasOneReading(uri.getHost()),
        "url has a host in small letters, and a port if it has one");
    requirePath(uri.getRawPath());
    return new Call(method, uri);
  }

  /** Checks that a path has one reading. */
  static void requirePath(String path) {
    require(path.isEmpty() || path.startsWith("/"), "a path begins with a slash");
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      String segment = segments[i];
      require(
          SEGMENT.matcher(segment).matches()
              && !segment.equals(".")
              && !segment.equals("..")
              && (!segment.isEmpty() || i == segments.length - 1)
              && isText(segment),
          "a path has no empty or dot segments, no parameters, and nothing percent-encoded that is"
              + " a slash, a dot, a percent sign or a control character, or is not UTF-8");
    }
  }

  private static boolean isText(String segment) {
    byte[] bytes =
        URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
            .getBytes(StandardCharsets.ISO_8859_1);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException otherwise) {
      return false;
    }
  }

  /** Where it goes, as browsers write an origin. */
  public String origin() {
    return Destination.originOf(url);
  }

  /** Its path as it is written. */
  public String path() {
    return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
