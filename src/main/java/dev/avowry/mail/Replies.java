package dev.avowry.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the relay has said last of each recipient, in their order: a code of RFC 5321 §4.2, or 0
 * before there is one. Who was taken or refused is not tried any more.
 */
public record Replies(List<Integer> codes) {
  private static final int HUNDRED = 100;
  private static final int TAKEN = 2;
  private static final int REFUSED = 5;

  public Replies {
    codes = List.copyOf(codes);
  }

  /** Of so many of whom nothing was said yet. */
  static Replies none(int count) {
    return new Replies(Collections.nCopies(count, 0));
  }

  /** The same with what was said since. */
  Replies with(Map<Integer, Integer> more) {
    List<Integer> all = new ArrayList<>(codes);
    more.forEach(all::set);
    return new Replies(all);
  }

  /** Whom there still is to try, by their places. */
  List<Integer> waiting() {
    return IntStream.range(0, codes.size())
        .filter(place -> !isTaken(codes.get(place)) && !isRefused(codes.get(place)))
        .boxed()
        .toList();
  }

  /** How many were taken. */
  public int taken() {
    return (int) codes.stream().filter(Replies::isTaken).count();
  }

  /** Whether nobody is left to try, and everybody was taken. */
  boolean areAllTaken() {
    return taken() == codes.size();
  }

  /** Whether the code says that a message was taken. */
  static boolean isTaken(int code) {
    return code / HUNDRED == TAKEN;
  }

  private static boolean isRefused(int code) {
    return code / HUNDRED == REFUSED;
  }
}
