package dev.avowry.audit;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Node;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what the record has about a token, and about the tokens that it was exchanged from. */
@ApplicationScoped
public class Why {
  /** More exchanges one after the other than the deepest ceiling allows. */
  private static final int GENERATIONS = 17;

  /** Actions that are told of; the rest is found by the filter {@code jti}. */
  private static final int ACTIONS = 100;

  private final History history;
  private final Directory directory;
  private final Clock clock;

  Why(History history, Directory directory, Clock clock) {
    this.history = history;
    this.directory = directory;
    this.clock = clock;
  }

  /** What is known of the token; empty when the tree has no row that issued it. */
  public Uni<Optional<Explanation>> of(String jti) {
    return tokens(jti, new ArrayList<>())
        .chain(
            tokens ->
                tokens.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : explain(tokens).map(Optional::of));
  }

  /** The row of the token and those of its ancestors, youngest first. */
  private Uni<List<PlacedEvent>> tokens(String jti, List<PlacedEvent> found) {
    return issued(jti)
        .chain(
            row -> {
              row.ifPresent(found::add);
              Optional<String> parent = row.flatMap(it -> Recorded.of(it).get("parent_jti"));
              return parent.isEmpty() || found.size() == GENERATIONS
                  ? Uni.createFrom().item(found)
                  : tokens(parent.get(), found);
            });
  }

  private Uni<Optional<PlacedEvent>> issued(String jti) {
    return history
        .events(ofToken(jti, EventType.TOKEN_ISSUED), Span.after(Span.BEGINNING, 1))
        .map(rows -> rows.stream().findFirst());
  }

  private Uni<Explanation> explain(List<PlacedEvent> tokens) {
    PlacedEvent token = tokens.getFirst();
    Set<NodeId> nodes = new HashSet<>();
    tokens.forEach(
        each -> each.line().path().forEach(id -> NodeId.parse(id).ifPresent(nodes::add)));
    Set<String> targets = new HashSet<>(token.line().path());
    token.line().jti().ifPresent(targets::add);
    targets.addAll(classes(token));
    return Uni.combine()
        .all()
        .unis(
            history.beginnings(nodes),
            history.withdrawals(targets, token.index()),
            history.events(
                ofToken(token.line().jti().orElseThrow(), EventType.AGENT_ACTED),
                Span.after(Span.BEGINNING, ACTIONS)),
            registered(nodes, token))
        .with(
            (beginnings, withdrawals, actions, registered) ->
                new Explanation(
                    tokens, beginnings, withdrawals, actions, registered, clock.instant()));
  }

  /** By which else an entry may have ended it, as far as its row tells. */
  private static Set<String> classes(PlacedEvent token) {
    Set<String> classes = new HashSet<>(Set.of(Entry.EVERYTHING));
    token.line().target().ifPresent(audience -> classes.add("aud:" + audience));
    Recorded detail = Recorded.of(token);
    detail.words("scope").orElse(Set.of()).forEach(scope -> classes.add("scope:" + scope));
    detail.words("kinds").orElse(Set.of()).forEach(kind -> classes.add("kind:" + kind));
    detail.lines("vendors").orElse(Set.of()).forEach(vendor -> classes.add("vendor:" + vendor));
    return classes;
  }

  /** One after the other: the registry reads in one session. */
  private Uni<Explanation.Registered> registered(Collection<NodeId> nodes, PlacedEvent token) {
    return states(nodes)
        .chain(
            states -> sponsor(token).map(sponsor -> new Explanation.Registered(states, sponsor)));
  }

  private Uni<List<Node>> states(Collection<NodeId> nodes) {
    return Multi.createFrom()
        .iterable(nodes)
        .onItem()
        .transformToUniAndConcatenate(directory::lineage)
        .filter(Optional::isPresent)
        .map(lineage -> lineage.get().node())
        .collect()
        .asList();
  }

  private Uni<Optional<Sponsor>> sponsor(PlacedEvent token) {
    return token.line().sponsor().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : directory.sponsor(token.line().sponsor().get());
  }

  private static EventFilter ofToken(String jti, EventType type) {
    return new EventFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(type),
        Optional.empty(),
        Optional.of(jti),
        Optional.empty(),
        Optional.empty());
  }
}
