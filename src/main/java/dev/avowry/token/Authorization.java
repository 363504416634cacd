package dev.avowry.token;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a request presents its access token: in one header {@code Authorization} and nowhere else.
 *
 * @param scheme by RFC 6750 §2.1 or RFC 9449 §7.1; its case does not matter, RFC 9110 §11.1
 */
public record Authorization(TokenType scheme, String token) {
  /** Of a token the case matters, and to say otherwise cost a tenth of a short request. */
  private static final Pattern HEADER =
      Pattern.compile("((?i:Bearer|DPoP)) +([A-Za-z0-9._~+/-]++=*+) *+");

  /** Reads it; refused when there is not one such header. */
  public static Authorization parse(List<String> headers) {
    if (headers.size() == 1) {
      Matcher matcher = HEADER.matcher(headers.getFirst());
      if (matcher.matches()) {
        boolean isDpop = TokenType.DPOP.scheme().equalsIgnoreCase(matcher.group(1));
        return new Authorization(isDpop ? TokenType.DPOP : TokenType.BEARER, matcher.group(2));
      }
    }
    throw Refusal.refused(
        Reason.INVALID_TOKEN,
        "an access token is needed: Authorization: Bearer … or DPoP … with a proof");
  }
}
