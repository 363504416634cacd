package dev.avowry.console.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.NodeState;
import dev.avowry.console.RosterQuery;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** The filter over the list of agents, as it is in the address and in the form. */
public final class RosterForm {
  @RestQuery public Optional<String> name = Optional.empty();
  @RestQuery public Optional<String> kind = Optional.empty();
  @RestQuery public Optional<String> state = Optional.empty();
  @RestQuery public Optional<String> sponsor = Optional.empty();
  @RestQuery public Optional<String> sort = Optional.empty();
  @RestQuery public Optional<String> after = Optional.empty();

  /** What is asked for; a field that was left empty asks for nothing. */
  RosterQuery query(Optional<NodeId> limit) {
    return new RosterQuery(
        limit.or(() -> filled(sponsor).map(text -> id("sponsor", text))),
        filled(name),
        filled(kind).map(code -> AgentKind.named(code).orElseThrow(() -> invalid("kind"))),
        filled(state).map(RosterForm::state),
        filled(sort)
            .map(code -> RosterQuery.Sort.named(code).orElseThrow(() -> invalid("sort")))
            .orElse(RosterQuery.Sort.NEWEST),
        filled(after).map(text -> id("after", text)));
  }

  /** The address's query for the same list, without a place in it. */
  static String address(RosterQuery query) {
    UriBuilder address = UriBuilder.fromPath("");
    query.name().ifPresent(text -> address.queryParam("name", "{name}"));
    query.kind().ifPresent(kind -> address.queryParam("kind", kind.code()));
    query.state().ifPresent(state -> address.queryParam("state", Shown.code(state)));
    query.sponsor().ifPresent(id -> address.queryParam("sponsor", id));
    if (query.sort() != RosterQuery.Sort.NEWEST) {
      address.queryParam("sort", query.sort().code());
    }
    String built =
        address
            .build(query.name().map(text -> new Object[] {text}).orElse(new Object[0]))
            .toString();
    return built.startsWith("?") ? built.substring(1) : built;
  }

  private static Optional<String> filled(Optional<String> field) {
    return field.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static NodeState state(String code) {
    return Arrays.stream(NodeState.values())
        .filter(state -> Shown.code(state).equals(code))
        .findFirst()
        .orElseThrow(() -> invalid("state"));
  }

  private static NodeId id(String field, String text) {
    return NodeId.parse(text).orElseThrow(() -> invalid(field));
  }

  private static RuntimeException invalid(String field) {
    return Refusal.refused(Reason.INVALID_REQUEST, field + " is none of those that can be chosen");
  }
}
