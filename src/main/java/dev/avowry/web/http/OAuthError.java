package dev.avowry.web.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.kernel.Refusal;

/**
 * A refusal on an OAuth endpoint, as RFC 6749 §5.2 has it.
 *
 * @param error the code
 * @param description a sentence in the characters that §5.2 allows
 */
public record OAuthError(String error, @JsonProperty("error_description") String description) {
  static OAuthError of(Refusal refusal) {
    return new OAuthError(refusal.reason().code(), allowed(refusal.detail()));
  }

  /** RFC 6749 §5.2: {@code %x20-21 / %x23-5B / %x5D-7E}. */
  private static String allowed(String text) {
    return text.replaceAll("[\"]", "'").replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
  }
}
