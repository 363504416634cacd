package dev.avowry.web.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;

/**
 * A refusal on an OAuth endpoint, as RFC 6749 §5.2 has it.
 *
 * @param error the code
 * @param description a sentence in the characters that §5.2 allows
 */
public record OAuthError(String error, @JsonProperty("error_description") String description) {
  static OAuthError of(Refusal refusal) {
    return new OAuthError(code(refusal.reason()), allowed(refusal.detail()));
  }

  /** What only HTTP has a name for is an invalid request to OAuth; the status tells more. */
  private static String code(Reason reason) {
    return switch (reason) {
      case NOT_FOUND,
          CONFLICT,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          SPONSOR_NOT_LIVE,
          CEILING_EXCEEDED,
          INVALID_KEY ->
          Reason.INVALID_REQUEST.code();
      case FORBIDDEN -> Reason.ACCESS_DENIED.code();
      default -> reason.code();
    };
  }

  /** RFC 6749 §5.2: {@code %x20-21 / %x23-5B / %x5D-7E}. */
  private static String allowed(String text) {
    return text.replaceAll("[\"]", "'").replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
  }
}
