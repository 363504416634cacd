package dev.avowry.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be recorded, all of it or nothing, and what has to be true for it.
 *
 * @param claims what is used up by it
 * @param holds what it rests on; each is checked once more inside the transaction
 * @param events the rows
 * @param classes the ids, other than those on its path, by which an entry may end the token
 * @param expiresAt the {@code exp} of the token that the only event issues; empty when none is
 *     issued
 */
public record Proposal(
    List<SingleUse> claims,
    List<Hold> holds,
    List<Event> events,
    Set<String> classes,
    Optional<Instant> expiresAt) {
  public Proposal {
    classes = Set.copyOf(classes);
    claims = List.copyOf(claims);
    holds = List.copyOf(holds);
    events = List.copyOf(events);
    if (expiresAt.isPresent() && events.size() != 1) {
      throw new IllegalArgumentException("a token is issued by exactly one event");
    }
  }

  /** A token that is about to be minted; the event's {@code jti} and path are the token's. */
  public static Proposal token(
      List<SingleUse> claims,
      List<Hold> holds,
      Event event,
      Set<String> classes,
      Instant expiresAt) {
    return new Proposal(claims, holds, List.of(event), classes, Optional.of(expiresAt));
  }

  /** Something that is used up and leaves no row, provided that what it rests on still stands. */
  public static Proposal use(List<SingleUse> claims, List<Hold> holds) {
    return new Proposal(claims, holds, List.of(), Set.of(), Optional.empty());
  }

  /**
   * Something that is about to be done or given out, and may use up its leave to be. No entry ends
   * it afterwards.
   */
  public static Proposal deed(List<SingleUse> claims, List<Hold> holds, Event event) {
    return new Proposal(claims, holds, List.of(event), Set.of(), Optional.empty());
  }

  /** Rows that rest on nothing, such as a refusal, which changes nothing. */
  public static Proposal rows(List<Event> events) {
    return new Proposal(List.of(), List.of(), events, Set.of(), Optional.empty());
  }
}
