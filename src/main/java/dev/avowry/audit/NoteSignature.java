package dev.avowry.audit;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One signature line of a note: {@code — name base64(key id || signature)}. */
final class NoteSignature {
  private static final int ID_BYTES = 4;
  private static final Pattern LINE =
      Pattern.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/]+={0,2})", Pattern.UNICODE_CHARACTER_CLASS);

  private final String name;
  private final byte[] bytes;

  private NoteSignature(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  static NoteSignature by(NoteKey key, byte[] value) {
    byte[] bytes = Arrays.copyOf(key.id(), ID_BYTES + value.length);
    System.arraycopy(value, 0, bytes, ID_BYTES, value.length);
    return new NoteSignature(key.name(), bytes);
  }

  /** Reads a line without its end; empty if it is none. */
  static Optional<NoteSignature> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || !NoteKey.isName(matcher.group(1))) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(matcher.group(2));
      return Optional.of(new NoteSignature(matcher.group(1), bytes))
          .filter(signature -> bytes.length > ID_BYTES && signature.toString().equals(line));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  String name() {
    return name;
  }

  byte[] keyId() {
    return Arrays.copyOf(bytes, ID_BYTES);
  }

  byte[] value() {
    return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
  }

  /** The line without its end. */
  @Override
  public String toString() {
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(bytes);
  }
}
