package dev.avowry.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text as forms and queries encode it, read in one way only. */
public final class FormText {
  private FormText() {}

  /** The value of which the text is the encoded form; empty when it is of none. */
  public static Optional<String> decoded(String text) {
    if (!isEncoded(text)) {
      return Optional.empty();
    }
    // What stands for itself is most of a form: an assertion has no other characters.
    return text.indexOf('%') < 0 && text.indexOf('+') < 0
        ? Optional.of(text)
        : decodedByBytes(text);
  }

  private static Optional<String> decodedByBytes(String text) {
    try {
      // Bytes that are not UTF-8 would otherwise turn into the replacement character unnoticed.
      String latin = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
      byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  /** Whatever else there is has to be percent-encoded; a raw one would be read as another. */
  private static boolean isEncoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= 0x20 || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
