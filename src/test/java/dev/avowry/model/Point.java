package dev.avowry.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A point of the tree: a sponsor, an agent, or a delegation to an agent. */
public final class Point {
  private final String id;
  private final Optional<Point> above;
  private final Optional<Point> actor;
  private final List<Limit> limits = new ArrayList<>();

  /** A ceiling, and the order that brought it down to that. */
  private record Limit(Ceiling ceiling, Optional<Order> by) {}

  Point(String id, Optional<Point> above, Optional<Point> actor, Ceiling ceiling) {
    this.id = id;
    this.above = above;
    this.actor = actor;
    this.limits.add(new Limit(ceiling, Optional.empty()));
  }

  /** Its id, which is that of its node. */
  public String id() {
    return id;
  }

  /** Of a delegation: into whose hands. */
  public Optional<Point> actor() {
    return actor;
  }

  /** Itself and all above, the sponsor first. */
  public List<Point> lineage() {
    List<Point> lineage = new ArrayList<>();
    above.ifPresent(it -> lineage.addAll(it.lineage()));
    lineage.add(this);
    return lineage;
  }

  /** The ids of {@link #lineage}. */
  public List<String> ids() {
    return lineage().stream().map(Point::id).toList();
  }

  /** What it may hold now: its own ceiling inside all of those above. */
  public Ceiling effective() {
    return effective(order -> true);
  }

  /** What it may have held at the most at any moment of the span. */
  Ceiling widest(Span span) {
    return effective(order -> order.when().before(span));
  }

  /** What it certainly held during all of the span. */
  Ceiling narrowest(Span span) {
    return effective(order -> order.when().from() < span.to());
  }

  /** What it may hold by all that a mint of this fence had seen. */
  Ceiling asOf(long fence) {
    return effective(order -> order.seq() <= fence);
  }

  private Ceiling effective(Predicate<Order> counts) {
    Ceiling own =
        limits.stream()
            .filter(limit -> limit.by().map(counts::test).orElse(true))
            .reduce((a, b) -> b)
            .orElseThrow()
            .ceiling();
    return above.map(it -> own.meet(it.effective(counts).below())).orElse(own);
  }

  /** Its own ceiling as it is now. */
  public Ceiling own() {
    return limits.getLast().ceiling();
  }

  void tighten(Ceiling ceiling, Order by) {
    limits.add(new Limit(ceiling, Optional.of(by)));
  }

  @Override
  public String toString() {
    return id;
  }
}
