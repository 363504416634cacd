package dev.avowry.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A text as somebody reads it who undoes an escaping, and where in the original each byte is. */
final class View {
  private final String text;
  private final int[] begins;
  private final int[] ends;

  private View(String text, int[] begins, int[] ends) {
    this.text = text;
    this.begins = begins;
    this.ends = ends;
  }

  /** The original, a character for each byte. */
  static View of(String text) {
    int[] begins = new int[text.length()];
    int[] ends = new int[text.length()];
    Arrays.setAll(begins, at -> at);
    Arrays.setAll(ends, at -> at + 1);
    return new View(text, begins, ends);
  }

  String text() {
    return text;
  }

  /** Where in the original the byte begins. */
  int begin(int at) {
    return begins[at];
  }

  /** Where in the original it has ended. */
  int end(int at) {
    return ends[at];
  }

  /** What is seen when that is undone; empty when there is nothing to undo. */
  Optional<View> through(Unescaping unescaping) {
    Builder next = new Builder();
    boolean any = false;
    int at = 0;
    while (at < text.length()) {
      Unescaping.Escape escape = unescaping.at(text, at);
      if (escape.length() == 0) {
        next.add((byte) text.charAt(at), begins[at], ends[at]);
        at++;
      } else {
        any = true;
        for (byte one : escape.meaning().getBytes(StandardCharsets.ISO_8859_1)) {
          next.add(one, begins[at], ends[at + escape.length() - 1]);
        }
        at += escape.length();
      }
    }
    return any ? Optional.of(next.view()) : Optional.empty();
  }

  private final class Builder {
    private byte[] bytes = new byte[text.length()];
    private int[] from = new int[text.length()];
    private int[] to = new int[text.length()];
    private int length;

    void add(byte one, int begin, int end) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
        from = Arrays.copyOf(from, length * 2);
        to = Arrays.copyOf(to, length * 2);
      }
      bytes[length] = one;
      from[length] = begin;
      to[length] = end;
      length++;
    }

    View view() {
      return new View(new String(bytes, 0, length, StandardCharsets.ISO_8859_1), from, to);
    }
  }
}
