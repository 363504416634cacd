package dev.avowry.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every order that was acknowledged, and what follows from them all. */
public final class Orders {
  private final List<Order> all = new ArrayList<>();
  private final Map<String, List<Order>> byTarget = new HashMap<>();

  void add(Order order) {
    all.add(order);
    byTarget.computeIfAbsent(order.target(), any -> new ArrayList<>()).add(order);
  }

  /** Those that have an entry. */
  public List<Order> entries() {
    return all.stream().filter(order -> order.seq() > 0).toList();
  }

  /** The latest that changed what stands of the target. */
  public Optional<Order> standing(String target) {
    return of(target).stream().filter(order -> order.shuts() || order.opens()).reduce((a, b) -> b);
  }

  /** Whether the target was revoked, for ever. */
  public boolean isRevoked(String target) {
    return standing(target).map(Order::mode).equals(Optional.of(Mode.REVOKE));
  }

  /** Whether nothing may be minted upon the target now. */
  public boolean isShut(String target) {
    return standing(target).map(Order::shuts).orElse(false);
  }

  /** The first of the ids that was shut before the span began and was not opened during it. */
  Optional<String> shutThroughout(Collection<String> ids, Span span) {
    return ids.stream().filter(id -> isShutThroughout(id, span)).findFirst();
  }

  private boolean isShutThroughout(String id, Span span) {
    boolean shut = false;
    for (Order order : of(id)) {
      if (order.shuts()) {
        shut |= order.when().before(span);
      } else if (order.opens() && order.when().from() < span.to()) {
        shut = false;
      }
    }
    return shut;
  }

  /** Whether none of the ids was shut at any moment of the span. */
  boolean openThroughout(Collection<String> ids, Span span) {
    return ids.stream().allMatch(id -> isOpenThroughout(id, span));
  }

  private boolean isOpenThroughout(String id, Span span) {
    boolean open = true;
    for (Order order : of(id)) {
      if (order.shuts() && order.when().from() < span.to()) {
        open = false;
      } else if (order.opens()) {
        open |= order.when().before(span);
      }
    }
    return open;
  }

  /** The order that ended the token, by the rule. */
  public Optional<Order> deathOf(Token token) {
    return token.ids().stream()
        .flatMap(id -> of(id).stream())
        .filter(order -> order.ends(token))
        .findFirst();
  }

  /** Whether an order ended the token before the span began. */
  boolean wasDead(Token token, Span span) {
    return token.ids().stream()
        .flatMap(id -> of(id).stream())
        .anyMatch(order -> order.ends(token) && order.when().before(span));
  }

  /** Whether no order ended the token before the span was over. */
  boolean wasAlive(Token token, Span span) {
    return token.ids().stream()
        .flatMap(id -> of(id).stream())
        .noneMatch(order -> order.ends(token) && order.when().from() < span.to());
  }

  /**
   * The fence tells on which side of each order the token was minted. Where the order of things is
   * known from outside it must say so; and where it says "after what shut this", somebody must have
   * opened it again.
   */
  void requireTrueFence(Token token) {
    for (String id : token.ids()) {
      List<Order> orders = of(id);
      for (Order order : orders) {
        if (order.seq() == 0) {
          continue;
        }
        boolean after = token.fence() >= order.seq();
        Invariant.I5.requires(
            !order.when().before(token.when()) || after,
            () ->
                "minted after %s was acknowledged, with fence %d".formatted(order, token.fence()));
        Invariant.I5.requires(
            !token.when().before(order.when()) || !after,
            () -> "minted before %s was sent, with fence %d".formatted(order, token.fence()));
        Invariant.I5.requires(
            !after || !order.shuts() || isOpenedAfter(order, orders, token.when()),
            () -> "minted below what is dead by %s, with fence %d".formatted(order, token.fence()));
      }
    }
  }

  private static boolean isOpenedAfter(Order shut, List<Order> orders, Span before) {
    return orders.subList(orders.indexOf(shut), orders.size()).stream()
        .anyMatch(order -> order.opens() && order.when().from() < before.to());
  }

  private List<Order> of(String target) {
    return byTarget.getOrDefault(target, List.of());
  }
}
