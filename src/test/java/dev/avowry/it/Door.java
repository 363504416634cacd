package dev.avowry.it;

import dev.avowry.model.Ceiling;
import dev.avowry.model.Invariant;
import dev.avowry.model.Mode;
import dev.avowry.model.Order;
import dev.avowry.model.Point;
import dev.avowry.model.Span;
import dev.avowry.model.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends orders, and takes what was acknowledged into the model. */
final class Door {
  private final World world;

  Door(World world) {
    this.world = world;
  }

  /**
   * An order that is about to be sent.
   *
   * @param ceiling of a tightening: what the target is to have
   */
  record Draft(Target target, Mode mode, Optional<Ceiling> ceiling) {
    Draft(Target target, Mode mode) {
      this(target, mode, Optional.empty());
    }

    private String json() {
      JsonObject order =
          new JsonObject()
              .put("target", target.toJson())
              .put("mode", mode.name().toLowerCase(Locale.ROOT))
              .put("reason", "model");
      if (target.isClass() && mode != Mode.RESUME) {
        order.put("break_glass", true);
      }
      ceiling.ifPresent(
          lower ->
              order.put(
                  "ceiling",
                  new JsonObject()
                      .put("scopes", new JsonArray(List.copyOf(lower.scopes())))
                      .put("max_ttl", lower.longest().toSeconds())));
      return order.encode();
    }
  }

  /** What was sent, and what came of it; without an answer nobody knows what it did. */
  record Sent(Draft draft, long headBefore, Span when, Replica.Answer answer) {
    @Override
    public String toString() {
      return "%s for %s %s at %s, head %d: %s"
          .formatted(
              answer.status(), draft.mode(), draft.target().id(), when, headBefore, answer.body());
    }
  }

  /** Sends the order to a replica, and changes nothing in the model. */
  Sent send(int place, Draft draft) {
    Replica at = world.at(place);
    Office office = world.stage.office();
    String person = draft.mode() == Mode.RESUME ? office.second(at) : office.first(at);
    return send(place, draft, person);
  }

  /** As above, by a token that is at hand. */
  Sent send(int place, Draft draft, String person) {
    Replica at = world.at(place);
    long head = world.stage.head();
    long from = world.tick();
    Replica.Answer answer = World.answer(() -> at.post("/v1/revocations", person, draft.json()));
    if (draft.target().id().equals("*")) {
      world.stage.office().renew();
    }
    return new Sent(draft, head, new Span(from, world.tick()), answer);
  }

  /**
   * Takes into the model what was acknowledged. What was not is sent again, to a replica that is
   * well, until it is; an order is idempotent.
   *
   * @return the order when it has an entry of its own
   */
  Optional<Order> settle(Sent sent, int well) {
    world.note(sent.toString());
    Draft draft = sent.draft();
    int status = sent.answer().status();
    if (status == 0 || status == 503) {
      Sent again = send(well, draft);
      Invariant.ALIVE.requires(
          again.answer().status() / 100 != 5 && again.answer().status() != 0,
          () -> "sent again to a replica that is well: " + again);
      return settle(
          new Sent(
              draft,
              sent.headBefore(),
              new Span(sent.when().from(), again.when().to()),
              again.answer()),
          well);
    }
    boolean revoked =
        !draft.target().isClass() && world.tree.orders().isRevoked(draft.target().id());
    if (revoked && draft.mode() != Mode.REVOKE) {
      Invariant.I5.requires(status == 409, () -> "what is revoked was touched: " + sent);
      return Optional.empty();
    }
    Invariant.ALIVE.requires(status == 200, () -> "an order in order: " + sent);
    return acknowledged(sent, well);
  }

  private Optional<Order> acknowledged(Sent sent, int well) {
    Draft draft = sent.draft();
    String id = draft.target().id();
    long seq = newestOf(id, sent.headBefore(), well);
    boolean shut = world.tree.orders().isShut(id);
    boolean due =
        switch (draft.mode()) {
          case REVOKE -> draft.target().isClass() ? false : !world.tree.orders().isRevoked(id);
          case SUSPEND -> !shut;
          case RESUME -> false;
          case TIGHTEN -> !draft.ceiling().equals(Optional.of(world.tree.point(id).own()));
        };
    Invariant.I5.requires(seq > 0 || !due, () -> "acknowledged without an entry: " + sent);
    Invariant.I5.requires(
        seq == 0 || answered(sent.answer()) == seq,
        () -> "entry %d, and not that of %s".formatted(seq, sent));
    if (seq > 0 || (draft.mode() == Mode.RESUME && shut)) {
      Order order = new Order(id, draft.mode(), seq, sent.when());
      world.tree.ordered(order, draft.ceiling());
      world.stage.count(Order.class);
      return Optional.of(order).filter(it -> it.seq() > 0);
    }
    return Optional.empty();
  }

  private static long answered(Replica.Answer answer) {
    return answer.object().getLong("seq", 0L);
  }

  /** The last entry that names the id among those after the head; 0 when there is none. */
  private long newestOf(String id, long head, int place) {
    Listed list = world.stage.readers().get(place).list();
    world.stage.sawHead(list.seq());
    return list.newestOf(id, head);
  }

  /** A ceiling with a scope less than the point has now, and with tokens for no longer. */
  static Ceiling lower(Point point, String without, long longest) {
    Ceiling own = point.own();
    Set<String> scopes = new HashSet<>(own.scopes());
    scopes.remove(without);
    return new Ceiling(
        scopes,
        own.resources(),
        own.longest().toSeconds() < longest ? own.longest() : Duration.ofSeconds(longest),
        own.depth());
  }

  /** A client gives its token back, RFC 7009. */
  Optional<Order> giveBack(int place, Token token, String credential) {
    long head = world.stage.head();
    long from = world.tick();
    Replica at = world.at(place);
    Replica.Answer answer =
        at.form("/revoke", world.client(credential), Map.of("token", token.jwt()));
    Span when = new Span(from, world.tick());
    world.note("%s gave back %s: %d".formatted(when, token, answer.status()));
    if (answer.status() != 200) {
      return Optional.empty();
    }
    long seq = newestOf(token.jti(), head, place);
    boolean readable = !world.tree.isWithdrawn(token);
    Invariant.I5.requires(
        seq > 0 || !readable || world.tree.isDead(token),
        () -> token + " was given back and has no entry");
    if (seq == 0) {
      return Optional.empty();
    }
    Order order = new Order(token.jti(), Mode.REVOKE, seq, when);
    world.tree.ordered(order, Optional.empty());
    world.stage.count(Order.class);
    return Optional.of(order);
  }
}
