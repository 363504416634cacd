package dev.avowry.broker;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a secret looks like when a far side repeats it: as it is, in UTF-16, in hex, in base64 of
 * either alphabet also as a part of something longer, and each of these percent-encoded, escaped in
 * JSON or HTML, wrapped into lines, or twice so.
 *
 * <p>This is for far sides that repeat what they are sent. One that means to tell the agent can
 * always find words that nobody knows: to whom a secret is bound is told it.
 */
final class Echoes {
  /** What stands in its place. */
  static final String REMOVED = "[redacted]";

  /** What is shorter than that is no secret, see the vault's bindings. */
  private static final int SHORTEST = 6;

  /** So many characters may stand for one of the secret: a number in HTML, an escape of one. */
  private static final int LONGEST_ESCAPE = 8;

  private final List<Needle> needles;
  private final int reach;

  private Echoes(List<Needle> needles, int reach) {
    this.needles = needles;
    this.reach = reach;
  }

  /** Of all these texts. */
  static Echoes of(Collection<String> secrets) {
    Set<Needle> needles = new LinkedHashSet<>();
    int longest = 0;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        needles.addAll(Needle.of(secret));
        longest = Math.max(longest, secret.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    return new Echoes(List.copyOf(needles), longest * LONGEST_ESCAPE);
  }

  /** How much after the end of what is passed on has to be seen, to know what begins before it. */
  int reach() {
    return reach;
  }

  /** The text without them, a character for each byte of what was sent. */
  String removedFrom(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new String(removedFrom(bytes, bytes.length), StandardCharsets.ISO_8859_1);
  }

  /**
   * The bytes without them.
   *
   * @param most how many of the bytes are passed on; those after them are looked at only
   */
  byte[] removedFrom(byte[] bytes, int most) {
    BitSet found = find(new String(bytes, StandardCharsets.ISO_8859_1));
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (at < Math.min(most, bytes.length)) {
      int next = found.nextSetBit(at);
      int end = next < 0 ? bytes.length : next;
      kept.append(new String(bytes, at, Math.min(end, most) - at, StandardCharsets.ISO_8859_1));
      at = end;
      if (next >= 0 && next < most) {
        kept.append(REMOVED);
        at = found.nextClearBit(next);
      }
    }
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private BitSet find(String text) {
    BitSet found = new BitSet(text.length());
    for (View view : views(text)) {
      for (Needle needle : needles) {
        needle.mark(view, found);
      }
    }
    return found;
  }

  /** A view that shows nothing else than the one below it is not looked at. */
  private static List<View> views(String text) {
    Set<View> all = new LinkedHashSet<>();
    View plain = View.of(text);
    all.add(plain);
    for (Unescaping first : Unescaping.values()) {
      plain
          .through(first)
          .ifPresent(
              once -> {
                all.add(once);
                for (Unescaping second : first.then()) {
                  once.through(second).ifPresent(all::add);
                }
              });
    }
    return List.copyOf(all);
  }

  /** Nothing of what they are. */
  @Override
  public String toString() {
    return "Echoes[redacted]";
  }
}
