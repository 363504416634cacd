package dev.avowry.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Very many texts, to be found in a very long one that is read once. Of each its end is looked for:
 * the beginnings of tokens are all alike.
 */
final class Tails {
  static final int LENGTH = 16;

  private static final int FEWEST_LETTERS = 8;
  private static final long BASE = 0x9E3779B97F4A7C15L;
  private static final long LEAVING = leaving();

  /**
   * @param end the last characters
   * @param kind what they are the end of
   */
  private record Tail(String end, String kind) {}

  private final Map<Long, Tail> tails = new ConcurrentHashMap<>();

  private static long leaving() {
    long power = 1;
    for (int i = 1; i < LENGTH; i++) {
      power *= BASE;
    }
    return power;
  }

  /** Looks for that one as well, unless it is in many a text by chance: short, or monotonous. */
  void add(String kind, String text) {
    String end = text.substring(Math.max(0, text.length() - LENGTH));
    if (end.chars().distinct().count() >= FEWEST_LETTERS && end.length() == LENGTH) {
      tails.putIfAbsent(hash(end), new Tail(end, kind));
    }
  }

  int size() {
    return tails.size();
  }

  private static long hash(String end) {
    long hash = 0;
    for (int i = 0; i < LENGTH; i++) {
      hash = hash * BASE + end.charAt(i);
    }
    return hash;
  }

  /** What the first is that is in the text. */
  Optional<String> findIn(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      if (i >= LENGTH) {
        hash -= text.charAt(i - LENGTH) * LEAVING;
      }
      hash = hash * BASE + text.charAt(i);
      Tail tail = i >= LENGTH - 1 ? tails.get(hash) : null;
      if (tail != null && text.startsWith(tail.end(), i + 1 - LENGTH)) {
        return Optional.of(tail.kind());
      }
    }
    return Optional.empty();
  }
}
