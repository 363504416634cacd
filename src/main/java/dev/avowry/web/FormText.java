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
    if (!text.chars().allMatch(FormText::isEncoded)) {
      return Optional.empty();
    }
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
  private static boolean isEncoded(int character) {
    return character > 0x20 && character < 0x7f;
  }
}
