package dev.avowry.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tree of authority, the tokens that were handed out below it, and the orders against it. */
public final class Tree {

  private final Map<String, Point> points = new LinkedHashMap<>();
  private final Map<String, Point> credentials = new LinkedHashMap<>();
  private final Map<Edge, Point> edges = new HashMap<>();
  private final Set<Edge> standing = new HashSet<>();
  private final Map<String, String> traits = new HashMap<>();
  private final List<Token> tokens = new ArrayList<>();
  private final Set<String> withdrawnKeys = new HashSet<>();
  private final Orders orders = new Orders();

  private record Edge(String parent, String actor) {}

  /** A sponsor, who may hand on whatever is in the ceiling. */
  public Point sponsor(String id, Ceiling ceiling) {
    return add(new Point(id, Optional.empty(), Optional.empty(), ceiling));
  }

  /**
   * An agent below a sponsor or an agent.
   *
   * @param classes of the tokens by which it acts, each with a colon: its kind, its vendor
   */
  public Point agent(String id, Point above, Ceiling ceiling, Set<String> classes) {
    traits.put(id, String.join("\n", classes));
    return add(new Point(id, Optional.of(above), Optional.empty(), ceiling));
  }

  /** One more credential of an agent. */
  public void credential(String id, Point agent) {
    credentials.put(id, agent);
  }

  /** Lets the actor exchange the agent's tokens whenever it likes. */
  public void stand(Point parent, Point actor, String delegation, Span when) {
    Edge edge = new Edge(parent.id(), actor.id());
    standing.add(edge);
    remember(edge, delegation, when);
  }

  /** What has to come of the request. */
  public Verdict verdict(Wish wish, Span span) {
    return new Gate(this, span).verdict(wish);
  }

  /** Takes a token that was handed out; fails when it is not what was asked for, or too much. */
  public void minted(Wish wish, Token token) {
    Invariant.I1.requires(
        token.scopes().equals(wish.scopes()) && token.audience().equals(wish.audience()),
        () -> "asked for %s, got %s for %s".formatted(wish, token.scopes(), token.audience()));
    if (wish instanceof Wish.Exchange exchange) {
      requireInside(exchange, token);
    } else {
      requirePath(token, wish.base());
      requireActors(token, List.of(), wish.client().id());
    }
    requireWithin(token, wish.client());
    orders.requireTrueFence(token);
    tokens.add(token);
  }

  private void requireInside(Wish.Exchange wish, Token token) {
    Token subject = wish.subject();
    Invariant.I2.requires(
        !token.expiresAt().isAfter(subject.expiresAt()),
        () -> "%s expires after %s".formatted(token, subject));
    requireActors(token, wish.actors(), subject.subject());
    Point edge = remember(new Edge(subject.node(), wish.client().id()), token.node(), token.when());
    Set<String> path = new HashSet<>(subject.path());
    path.add(subject.jti());
    path.add(edge.id());
    path.addAll(wish.base());
    requirePath(token, path);
    requireWithin(token, edge);
    Optional<Order> death = orders.deathOf(subject).filter(order -> order.seq() <= token.fence());
    Invariant.I5.requires(
        death.isEmpty(), () -> "%s was exchanged from what was dead by %s".formatted(token, death));
  }

  private static void requirePath(Token token, Set<String> path) {
    Invariant.I4.requires(
        token.path().equals(path),
        () -> "%s rests on %s, and says %s".formatted(token, path, token.path()));
  }

  private static void requireActors(Token token, List<String> actors, String subject) {
    Invariant.I3.requires(
        token.actors().equals(actors) && token.subject().equals(subject),
        () -> "%s acts by %s for %s".formatted(token, token.actors(), token.subject()));
  }

  private static void requireWithin(Token token, Point point) {
    Ceiling ceiling = point.asOf(token.fence());
    Duration lifetime = Duration.between(token.issuedAt(), token.expiresAt());
    Invariant.I1.requires(
        ceiling.scopes().containsAll(token.scopes())
            && ceiling.resources().contains(token.audience())
            && lifetime.compareTo(ceiling.longest()) <= 0,
        () -> "%s is above the ceiling of %s: %s".formatted(token, point, ceiling));
  }

  /** Takes an order that was acknowledged. */
  public void ordered(Order order, Optional<Ceiling> ceiling) {
    orders.add(order);
    ceiling.ifPresent(lower -> point(order.target()).tighten(lower, order));
  }

  /** Takes notice that what these keys signed is good no more. */
  public void withdrawn(Set<String> kids) {
    withdrawnKeys.addAll(kids);
  }

  /** Whether the token's key was withdrawn. */
  public boolean isWithdrawn(Token token) {
    return withdrawnKeys.contains(token.kid());
  }

  /** Whether the token must be refused by everybody. */
  public boolean isDead(Token token) {
    return isWithdrawn(token) || orders.deathOf(token).isPresent();
  }

  public Orders orders() {
    return orders;
  }

  /** Every token that was handed out, oldest first. */
  public List<Token> tokens() {
    return tokens;
  }

  /** Everything that has a node, oldest first. */
  public List<Point> points() {
    return List.copyOf(points.values());
  }

  public Point point(String id) {
    return Optional.ofNullable(points.get(id)).orElseThrow();
  }

  /** The agents, oldest first. */
  public List<Point> agents() {
    return points.values().stream().filter(point -> traits.containsKey(point.id())).toList();
  }

  /** The ids of all credentials, oldest first. */
  public List<String> credentials() {
    return List.copyOf(credentials.keySet());
  }

  /** The ids of an agent's credentials, oldest first. */
  public List<String> credentialsOf(Point agent) {
    return credentials.entrySet().stream()
        .filter(each -> each.getValue().equals(agent))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The ids of every sort of token that the wish is one of. */
  public Set<String> classes(Wish wish) {
    Set<String> classes = new HashSet<>();
    classes.add("*");
    classes.add("aud:" + wish.audience());
    wish.scopes().forEach(scope -> classes.add("scope:" + scope));
    classes.addAll(traits(wish.client()));
    if (wish instanceof Wish.Exchange exchange) {
      exchange.subject().classes().stream()
          .filter(id -> id.startsWith("kind:") || id.startsWith("vendor:"))
          .forEach(classes::add);
    }
    return classes;
  }

  private Set<String> traits(Point agent) {
    String traits = this.traits.getOrDefault(agent.id(), "");
    return traits.isEmpty() ? Set.of() : Set.of(traits.split("\n"));
  }

  boolean mayExchange(Wish.Exchange wish) {
    Token subject = wish.subject();
    return subject.mayAct().equals(Optional.of(wish.client().id()))
        || wish.client()
            .ids()
            .subList(0, wish.client().ids().size() - 1)
            .contains(subject.subject())
        || standing.contains(new Edge(subject.node(), wish.client().id()));
  }

  Optional<Point> edge(String parent, Point actor) {
    return Optional.ofNullable(edges.get(new Edge(parent, actor.id())));
  }

  Ceiling newEdge(Wish.Exchange wish, Span span) {
    return point(wish.subject().node()).widest(span).below().meet(wish.client().widest(span));
  }

  /** There is one delegation from a node to an actor, for good. */
  private Point remember(Edge edge, String id, Span when) {
    Point known =
        edges.computeIfAbsent(
            edge,
            any -> {
              Point parent = point(edge.parent());
              Point actor = point(edge.actor());
              Ceiling ceiling = parent.widest(when).below().meet(actor.widest(when));
              return add(new Point(id, Optional.of(parent), Optional.of(actor), ceiling));
            });
    Invariant.I4.requires(
        known.id().equals(id), () -> "%s has a second delegation, %s".formatted(edge, id));
    return known;
  }

  private Point add(Point point) {
    points.put(point.id(), point);
    return point;
  }
}
