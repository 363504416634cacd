package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a request goes, in the parts that RFC 9421 §2.2 derives from it.
 *
 * @param uri as it was given
 * @param scheme {@code http} or {@code https}
 * @param authority host and port, RFC 9421 §2.2.3: in lower case, without the scheme's own port
 * @param path {@code /} at the least
 * @param query with its question mark, which is there in any case
 */
public record RequestTarget(
    String uri, String scheme, String authority, String path, String query) {
  private static final int LONGEST = 8 * 1024;
  private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7e]+");

  /** Reads an absolute address. */
  static RequestTarget of(String url) {
    require(url.length() <= LONGEST && ASCII.matcher(url).matches());
    try {
      URI uri = new URI(url);
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      require(scheme.equals("https") || scheme.equals("http"));
      require(uri.getHost() != null && uri.getRawUserInfo() == null);
      require(uri.getRawFragment() == null);
      return new RequestTarget(
          url,
          scheme,
          authority(uri, scheme),
          uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
          "?" + Optional.ofNullable(uri.getRawQuery()).orElse(""));
    } catch (URISyntaxException malformed) {
      throw refused("http.url must be an absolute http(s) address without user and fragment");
    }
  }

  private static String authority(URI uri, String scheme) {
    int usual = scheme.equals("https") ? 443 : 80;
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() == -1 || uri.getPort() == usual ? host : host + ':' + uri.getPort();
  }

  /** RFC 9421 §2.2.5, in origin form: an empty query is written as it was given. */
  String requestTarget() {
    return path + (uri.contains("?") ? query : "");
  }

  /**
   * A parameter of the query, RFC 9421 §2.2.8, encoded anew; refused unless it is there once.
   *
   * @param name encoded so
   */
  String parameter(String name) {
    List<String> values =
        Stream.of(query.substring(1).split("&", -1))
            .map(each -> each.split("=", 2))
            .filter(pair -> encoded(pair[0]).equals(name))
            .map(pair -> pair.length == 2 ? encoded(pair[1]) : "")
            .toList();
    if (values.size() != 1) {
      throw refused("a covered parameter of the query is not there, or is there twice");
    }
    return values.getFirst();
  }

  private static String encoded(String text) {
    try {
      String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
      return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    } catch (IllegalArgumentException malformed) {
      throw refused("http.url has a query with a broken escape");
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw refused("http.url must be an absolute http(s) address without user and fragment");
    }
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }
}
