package dev.avowry.testing;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events of every shape, with all the text that may be recorded; again the same from one seed. */
public final class RandomEvents {
  /** What text goes wrong on: escapes, controls, planes, marks, what looks like JSON or SQL. */
  private static final List<String> PIECES =
      List.of(
          "",
          "a",
          " ",
          "\"",
          "\\",
          "\\u0041",
          "/",
          "'",
          "{}",
          "null",
          "1.0",
          "\b\t\n\f\r",
          "\u0001",
          "\u001f",
          "\u007f",
          "\u0080",
          "é",
          "e\u0301",
          "€",
          "\u2028",
          "\ufeff",
          "\uffff",
          "\ud83d\ude00",
          "\udbff\udfff",
          "ظ",
          "NaN",
          "%s",
          "$1",
          "?",
          "x".repeat(300));

  private final long seed;
  private final Random random;

  /** From a seed of its own. */
  public RandomEvents() {
    this.seed = System.nanoTime();
    this.random = new Random(seed);
  }

  /** An event of this request. */
  public Event next(String request) {
    EventType[] types = EventType.values();
    Event event =
        Event.of(types[random.nextInt(types.length)], text(), new Origin(request, text()))
            .because(text())
            .with(detail());
    Event whole = path(nodes(event)).running(perhaps(text()));
    return random.nextBoolean() ? whole.onTarget(text()) : whole;
  }

  private Event nodes(Event event) {
    Event some = random.nextBoolean() ? event.onAgent(node()) : event;
    some = random.nextBoolean() ? some.under(node()) : some;
    return random.nextBoolean() ? some.onNode(node()) : some;
  }

  private Event path(Event event) {
    List<String> path =
        IntStream.range(0, random.nextInt(5)).mapToObj(any -> node().toString()).toList();
    return random.nextBoolean() ? event.withToken(new TokenId("t" + text()), path) : event;
  }

  private Map<String, String> detail() {
    Map<String, String> detail = new HashMap<>();
    Stream.generate(this::text).limit(random.nextInt(6)).forEach(name -> detail.put(name, text()));
    return detail;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private <T> Optional<T> perhaps(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private NodeId node() {
    return new NodeId(random.nextLong());
  }

  /** What it takes to have the same again. */
  @Override
  public String toString() {
    return "seed " + seed;
  }
}
