package dev.avowry.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half by which notes are verified. Its text form {@code name+id+key} says all of it, in
 * one spelling: C2SP signed-note, and the verifier keys of Go's {@code note} package.
 */
public final class NoteKey {
  /** Far above ML-DSA-65's. */
  private static final int LONGEST = 8 * 1024;

  private static final int ID_BYTES = 4;
  private static final Pattern FORM =
      Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})");

  private final String name;
  private final NoteAlgorithm algorithm;
  private final byte[] typedKey;

  private NoteKey(String name, NoteAlgorithm algorithm, byte[] typedKey) {
    this.name = name;
    this.algorithm = algorithm;
    this.typedKey = typedKey;
  }

  /**
   * A key under a name.
   *
   * @throws IllegalArgumentException if no key may be called so
   */
  static NoteKey of(String name, NoteAlgorithm algorithm, PublicKey key) {
    if (!isName(name)) {
      throw new IllegalArgumentException("no key may be called '" + name + "'");
    }
    return new NoteKey(name, algorithm, algorithm.typed(key));
  }

  /** The key of this text form; empty for everything else, and where the id is not the key's. */
  public static Optional<NoteKey> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.length() > LONGEST || !matcher.matches() || !isName(matcher.group(1))) {
      return Optional.empty();
    }
    return decode(matcher.group(3))
        .flatMap(
            typed ->
                NoteAlgorithm.of(typed)
                    .map(algorithm -> new NoteKey(matcher.group(1), algorithm, typed)))
        .filter(key -> key.toString().equals(text));
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Not empty, no white space of any script, no plus, no control character. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                point ->
                    point == '+'
                        || Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point));
  }

  /** Whose it is. */
  public String name() {
    return name;
  }

  /** What it verifies. */
  public NoteAlgorithm algorithm() {
    return algorithm;
  }

  /** The first four bytes of a hash over name, type and key: tells keys apart, proves nothing. */
  byte[] id() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(sha256.digest(typedKey), ID_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Whether the signature claims to be by this key. */
  boolean isNamedBy(NoteSignature signature) {
    return name.equals(signature.name()) && Arrays.equals(id(), signature.keyId());
  }

  /** Whether the signature over the text is by this key. */
  boolean verifies(byte[] text, NoteSignature signature) {
    return algorithm.verifies(typedKey, text, signature.value());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey key && key.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The text form. */
  @Override
  public String toString() {
    String id = HexFormat.of().formatHex(id());
    return name + "+" + id + "+" + Base64.getEncoder().encodeToString(typedKey);
  }
}
