package dev.avowry.consent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the answer goes. Only with one that is registered is anything sent anywhere: what is wrong
 * with it is told to the human, RFC 6749 §4.1.2.1 and RFC 9700 §4.11.
 *
 * @param redirectUri as it was asked for, and is registered
 * @param state what the client wants back
 * @param byPost whether the browser is to send a form there
 * @param issuer who answers, RFC 9207 §2
 */
public record ReturnAddress(
    String redirectUri, Optional<String> state, boolean byPost, String issuer) {
  /** Reads it; refused when it is none of the client's. */
  public static ReturnAddress of(Parameters asked, Asker client, String issuer) {
    String uri =
        asked
            .get("redirect_uri")
            .flatMap(client.redirects()::admitted)
            .orElseThrow(ReturnAddress::unknown);
    return new ReturnAddress(
        uri,
        asked.get("state"),
        asked.get("response_mode").filter("form_post"::equals).isPresent(),
        issuer);
  }

  private static RuntimeException unknown() {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "redirect_uri is missing, or not one that the client registered");
  }

  /** What the client is told with a code. */
  public Map<String, String> granted(String code) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", code);
    return signed(answer);
  }

  /** What the client is told when it gets none. */
  public Map<String, String> refused(Refusal refusal) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", error(refusal.reason()));
    answer.put("error_description", refusal.detail());
    return signed(answer);
  }

  /** RFC 6749 §4.1.2.1 has one word for all that will pass. */
  private static String error(Reason reason) {
    return (reason == Reason.TOO_MANY_REQUESTS ? Reason.TEMPORARILY_UNAVAILABLE : reason).code();
  }

  private Map<String, String> signed(Map<String, String> answer) {
    state.ifPresent(value -> answer.put("state", value));
    answer.put("iss", issuer);
    return answer;
  }

  /** The address with the answer in its query. */
  public String with(Map<String, String> answer) {
    String query =
        answer.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
  }

  /** Whether it is a host's, which nobody but its owner answers for. */
  boolean isOfTheWeb() {
    return redirectUri.startsWith("https:");
  }

  /** Scheme and authority: where a form that ends there leads. */
  public String site() {
    return redirectUri.replaceFirst("^([a-z][a-z0-9+.-]*:(?://[^/?]*)?).*$", "$1");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
