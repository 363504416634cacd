package dev.avowry.broker;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One of the forms of a secret, its bytes as characters.
 *
 * @param before how many characters before it still say something of the secret
 * @param after the same after it
 */
record Needle(String text, int before, int after) {
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.ISO_8859_1,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE);

  private static final int GROUP_BYTES = 3;
  private static final int CHARACTER_BITS = 6;

  /** All forms of a secret. */
  static Set<Needle> of(String secret) {
    Set<Needle> forms = new LinkedHashSet<>();
    for (Charset charset : CHARSETS) {
      byte[] bytes = secret.getBytes(charset);
      forms.add(new Needle(new String(bytes, StandardCharsets.ISO_8859_1), 0, 0));
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(new Needle(HexFormat.of().formatHex(bytes), 0, 0));
    forms.add(new Needle(HexFormat.of().withUpperCase().formatHex(bytes), 0, 0));
    for (int offset = 0; offset < GROUP_BYTES; offset++) {
      Needle form = base64(bytes, offset);
      forms.add(form);
      forms.add(new Needle(form.text.replace('+', '-').replace('/', '_'), form.before, form.after));
    }
    return forms;
  }

  /**
   * The characters of RFC 4648 §4 that depend on the secret alone, where so many bytes stand before
   * it in its group; those at either end depend on it in part.
   */
  private static Needle base64(byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int begin = Math.ceilDiv(offset * Byte.SIZE, CHARACTER_BITS);
    int end = shifted.length * Byte.SIZE / CHARACTER_BITS;
    return new Needle(
        all.substring(begin, end), offset == 0 ? 0 : 1, shifted.length % GROUP_BYTES == 0 ? 0 : 1);
  }

  /** Marks where in the original it is found. */
  void mark(View view, BitSet found) {
    String all = view.text();
    for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
      int first = Math.max(0, at - before);
      int last = Math.min(all.length(), at + text.length() + after) - 1;
      found.set(view.begin(first), view.end(last));
    }
  }

  /** Nothing of what it is. */
  @Override
  public String toString() {
    return "Needle[redacted]";
  }
}
