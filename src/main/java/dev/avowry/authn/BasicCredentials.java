package dev.avowry.authn;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.web.FormText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code Authorization: Basic} in one way only: RFC 7617 around two values that are encoded
 * as in a form, RFC 6749 §2.3.1. What is not quite that is refused and never guessed at.
 */
final class BasicCredentials {
  private static final String SCHEME = "basic ";

  private BasicCredentials() {}

  /** The client and its secret; empty when the header is of another scheme, or not in order. */
  static Optional<PresentedSecret> read(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? decoded(header.substring(SCHEME.length())).flatMap(BasicCredentials::pair)
        : Optional.empty();
  }

  /** Canonical base64 with its padding, of ASCII: a form's encoding leaves nothing else. */
  private static Optional<String> decoded(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Optional.of(StandardCharsets.US_ASCII.newDecoder().decode(ByteBuffer.wrap(bytes)))
          .filter(ascii -> Base64.getEncoder().encodeToString(bytes).equals(text))
          .map(CharBuffer::toString);
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<PresentedSecret> pair(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : value(text.substring(0, colon))
            .flatMap(
                id ->
                    value(text.substring(colon + 1))
                        .map(secret -> new PresentedSecret(id, SecretBytes.ofText(secret))));
  }

  private static Optional<String> value(String encoded) {
    return FormText.decoded(encoded)
        .filter(value -> !value.isEmpty() && value.chars().noneMatch(Character::isISOControl));
  }
}
