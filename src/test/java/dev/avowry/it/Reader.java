package dev.avowry.it;

import dev.avowry.model.Invariant;
import dev.avowry.model.Order;
import dev.avowry.model.Token;
import dev.avowry.testing.Api;
import dev.avowry.verifier.Applied;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A resource server that has keys and list from one replica, given to it by hand: it asks nobody
 * when a token comes.
 */
final class Reader {
  private static final Duration ARRIVAL = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofMinutes(16);

  private final int place;
  private Replica replica;
  private String jwks = "";
  private Verifier verifier = Verifier.of(Api.ISSUER).build();
  private long head;

  Reader(int place, Replica replica) {
    this.place = place;
    this.replica = replica;
  }

  /** The same replica, after it was started again. */
  void follow(Replica again) {
    replica = again;
  }

  /** Gets the list, which must have all of these entries by now, or at the latest soon. */
  void await(List<Order> entries, Duration longest) throws Exception {
    long wanted = entries.stream().mapToLong(Order::seq).max().orElse(0);
    Within.within(
        longest,
        Invariant.I5 + ": entry " + wanted + " in the list of replica " + place,
        () -> list().seq() >= wanted);
    check(list(), entries);
    apply();
  }

  /** As above, within the time that a replica takes that was not woken. */
  void await(List<Order> entries) throws Exception {
    await(entries, ARRIVAL);
  }

  /** What the replica says about what was taken; unsigned, for the arithmetic. */
  Listed list() {
    return Listed.of(replica.read("/revocations", "application/json").require(200).object());
  }

  private void check(Listed list, List<Order> entries) {
    Invariant.I5.requires(
        list.seq() >= head,
        () -> "the list of %s went from %d to %d".formatted(this, head, list.seq()));
    Invariant.I5.requires(
        list.isGapless(), () -> "the list of %s has gaps: %s".formatted(this, list));
    Invariant.I5.requires(
        list.shortestKept() >= KEPT.toSeconds(),
        () -> "an entry is kept for %d s only".formatted(list.shortestKept()));
    for (Order order : entries) {
      Invariant.I5.requires(
          order.target().equals(list.id(order.seq())),
          () -> "the list of %s lacks %s".formatted(this, order));
    }
    head = list.seq();
  }

  private void apply() {
    String keys = replica.read("/jwks", "application/json").require(200).body();
    if (!keys.equals(jwks)) {
      jwks = keys;
      verifier = Verifier.of(Api.ISSUER).jwks(keys).revocationsByHand().build();
    }
    String signed = replica.read("/revocations", "application/jwt").require(200).body();
    Applied applied = verifier.applyRevocations(signed);
    Invariant.ALIVE.requires(
        applied instanceof Applied.Accepted,
        () -> "the list of replica %d is not taken: %s".formatted(place, applied));
  }

  /** What the library says by what was given to it. */
  Result verify(Token token) {
    return verify(verifier, token);
  }

  static Result verify(Verifier verifier, Token token) {
    return verifier.verify(token.jwt(), new Expectation(token.audience(), token.scopes()));
  }

  /** Whether the token has so little time left that it may expire under one's hands. */
  static boolean isEnding(Token token) {
    return token.expiresAt().minusSeconds(8).isBefore(Instant.now());
  }

  @Override
  public String toString() {
    return "replica " + place;
  }
}
