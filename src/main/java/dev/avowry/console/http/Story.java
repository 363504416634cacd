package dev.avowry.console.http;

import dev.avowry.agent.Node;
import dev.avowry.agent.Sponsor;
import dev.avowry.audit.Explanation;
import dev.avowry.audit.Recorded;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.PlacedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a token came about, in the order in which one tells it. What the record lacks, it says. */
record Story(Explanation explanation) {
  /**
   * Something that the token depends on.
   *
   * @param kind as far as the record tells
   * @param state now, of a node
   * @param row that tells of its beginning
   */
  record Step(
      String id, String kind, String name, String state, Optional<Long> row, boolean isNode) {}

  /** A scope that was granted, and the ceilings that have it, from the human down. */
  record Grant(String scope, List<String> allowedBy) {}

  /** A member of the token's row; empty when the record does not have it. */
  public String recorded(String name) {
    return recorded(explanation.token()).get(name).orElse("");
  }

  /** Who answers for it. */
  public Optional<Sponsor> sponsor() {
    return explanation.registered().sponsor();
  }

  /** The tokens that it was exchanged from, the nearest first. */
  public List<PlacedEvent> ancestors() {
    return explanation.tokens().subList(1, explanation.tokens().size());
  }

  /** The path, the human first. */
  public List<Step> steps() {
    return explanation.token().line().path().stream().map(this::step).toList();
  }

  /** What was granted. */
  public List<Grant> grants() {
    Set<String> scopes = recorded(explanation.token()).words("scope").orElse(Set.of());
    return scopes.stream().map(scope -> new Grant(scope, allowedBy(scope))).toList();
  }

  private List<String> allowedBy(String scope) {
    List<String> names = new ArrayList<>();
    for (String id : explanation.token().line().path()) {
      NodeId.parse(id)
          .flatMap(explanation::beginning)
          .filter(row -> has(row, scope))
          .map(row -> step(id).name())
          .ifPresent(names::add);
    }
    return names;
  }

  private static boolean has(PlacedEvent begun, String scope) {
    return recorded(begun).words("scopes").map(scopes -> scopes.contains(scope)).orElse(true);
  }

  private Step step(String id) {
    Optional<NodeId> node = NodeId.parse(id);
    Optional<PlacedEvent> begun = node.flatMap(explanation::beginning);
    Optional<Node> now = node.flatMap(explanation::node);
    String kind =
        now.map(it -> Shown.words(it.kind()))
            .or(() -> begun.map(row -> row.line().type().replaceFirst("_.*", "")))
            .orElse(id.length() > 11 ? "token" : "credential or trust");
    String name =
        begun
            .flatMap(row -> recorded(row).get("name"))
            .or(() -> sponsor().filter(it -> it.id().toString().equals(id)).map(Sponsor::name))
            .orElse(id);
    return new Step(
        id,
        kind,
        name,
        now.map(it -> Shown.words(it.state())).orElse(""),
        begun.map(PlacedEvent::index),
        now.isPresent());
  }

  private static Recorded recorded(PlacedEvent row) {
    return Recorded.of(row);
  }
}
