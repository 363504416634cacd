package dev.avowry.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A figure of several rounds: the one in the middle, and how far they were apart. */
record Spread(double median, double least, double most) {

  static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return of(rounds.stream().mapToDouble(figure).toArray());
  }

  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return least == most
        ? Text.number(median)
        : Text.number(median) + " (" + Text.number(least) + "–" + Text.number(most) + ")";
  }
}
