package dev.avowry.model;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What must come of a request that was under way in a span. */
final class Gate {
  private final Tree tree;
  private final Span span;

  Gate(Tree tree, Span span) {
    this.tree = tree;
    this.span = span;
  }

  Verdict verdict(Wish wish) {
    Optional<Verdict> no =
        switch (wish) {
          case Wish.Own own -> Optional.empty();
          case Wish.Exchange exchange -> refused(exchange);
        };
    return no.or(() -> refusedToAll(wish))
        .orElseGet(() -> mustBeGranted(wish) ? new Verdict.Grant() : new Verdict.Either());
  }

  private Optional<Verdict> refusedToAll(Wish wish) {
    Optional<String> shut = tree.orders().shutThroughout(ids(wish), span);
    if (shut.isPresent()) {
      return refuse(Invariant.I4, "rests on " + shut.get() + ", which is dead");
    }
    Ceiling most = wish.client().widest(span);
    return most.scopes().containsAll(wish.scopes()) && most.resources().contains(wish.audience())
        ? Optional.empty()
        : refuse(Invariant.I1, "is above the client's ceiling " + most);
  }

  private Optional<Verdict> refused(Wish.Exchange wish) {
    Token subject = wish.subject();
    if (tree.orders().wasDead(subject, span)) {
      return refuse(Invariant.I5, "its subject is dead: " + subject);
    }
    if (tree.isWithdrawn(subject)) {
      return refuse(Invariant.I5, "its subject's key was withdrawn: " + subject);
    }
    if (!subject.scopes().containsAll(wish.scopes())) {
      return refuse(Invariant.I1, "has scopes that its subject has not");
    }
    String actor = wish.client().id();
    if (subject.subject().equals(actor) || subject.actors().contains(actor)) {
      return refuse(Invariant.I3, "its client is in the chain already");
    }
    if (!tree.mayExchange(wish)) {
      return refuse(Invariant.I4, "holding a token is no permission to exchange it");
    }
    Optional<Point> edge = tree.edge(subject.node(), wish.client());
    Ceiling most = edge.map(it -> it.widest(span)).orElseGet(() -> tree.newEdge(wish, span));
    return most.scopes().containsAll(wish.scopes()) && most.depth() >= 0
        ? Optional.empty()
        : refuse(Invariant.I1, "is above the delegation's ceiling " + most);
  }

  private boolean mustBeGranted(Wish wish) {
    return tree.orders().openThroughout(ids(wish), span)
        && wish.client().narrowest(span).scopes().containsAll(wish.scopes())
        && switch (wish) {
          case Wish.Own own -> true;
          case Wish.Exchange exchange -> mustBeGranted(exchange);
        };
  }

  private boolean mustBeGranted(Wish.Exchange wish) {
    Ceiling certain =
        tree.edge(wish.subject().node(), wish.client())
            .map(it -> it.narrowest(span))
            .orElseGet(
                () ->
                    tree.point(wish.subject().node())
                        .narrowest(span)
                        .below()
                        .meet(wish.client().narrowest(span)));
    return tree.orders().wasAlive(wish.subject(), span)
        && certain.depth() >= 0
        && certain.scopes().containsAll(wish.scopes());
  }

  private Set<String> ids(Wish wish) {
    Set<String> ids = new HashSet<>(wish.base());
    ids.addAll(tree.classes(wish));
    if (wish instanceof Wish.Exchange exchange) {
      tree.edge(exchange.subject().node(), wish.client()).ifPresent(it -> ids.addAll(it.ids()));
    }
    return ids;
  }

  private static Optional<Verdict> refuse(Invariant by, String why) {
    return Optional.of(new Verdict.Refuse(by, why));
  }
}
