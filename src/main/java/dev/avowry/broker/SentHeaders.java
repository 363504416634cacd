package dev.avowry.broker;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers that an agent gives: none by which a request would become another. */
final class SentHeaders {
  private static final int MOST = 30;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** RFC 9110 §5.5 without what is obsolete: no line ends by which one header would be two. */
  private static final Pattern VALUE = Pattern.compile("(?:[!-~](?:[\\t -~]{0,1998}[!-~])?)?");

  /**
   * They frame the message or say where it goes (RFC 9110 §7), by whom it is asked for or from
   * where, by which method in truth; or have it answered in parts or in another coding, so that
   * what is echoed could not be known again.
   */
  private static final Set<String> OURS =
      Set.of(
          "accept-charset",
          "accept-encoding",
          "alt-used",
          "authorization",
          "cf-connecting-ip",
          "connection",
          "content-encoding",
          "content-length",
          "cookie",
          "cookie2",
          "expect",
          "forwarded",
          "host",
          "http2-settings",
          "if-range",
          "keep-alive",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "true-client-ip",
          "upgrade",
          "via",
          "x-client-ip",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-url",
          "x-real-ip",
          "x-rewrite-url");

  private static final List<String> OURS_BEGIN = List.of("proxy-", "sec-", "x-forwarded-");

  private SentHeaders() {}

  /** The same by names in any case; refused when one is not the agent's to give. */
  static Map<String, String> check(Map<String, String> headers) {
    require(headers.size() <= MOST, "headers are at most " + MOST);
    Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          require(NAME.matcher(name).matches(), "a header's name is like " + NAME.pattern());
          require(!isOurs(name), "the header %s is not the agent's to give".formatted(name));
          require(
              VALUE.matcher(value).matches(),
              "the header %s is one line of at most 2000 characters of ASCII".formatted(name));
          require(checked.put(name, value) == null, "headers has one of them twice: " + name);
        });
    return Collections.unmodifiableMap(checked);
  }

  private static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OURS.contains(lower) || OURS_BEGIN.stream().anyMatch(lower::startsWith);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
