package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.testing.TestNodes;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathNamesTest {
  private final NodeId sponsor = TestNodes.id();
  private final NodeId agent = TestNodes.id();
  private final List<Set<NodeId>> read = new ArrayList<>();
  private final PathNames names = new PathNames(new Store(), new SmallMemory());

  /** Knows a sponsor and an agent. */
  private final class Store implements NameStore {
    @Override
    public Uni<List<Named>> named(Set<NodeId> ids) {
      read.add(ids);
      return Uni.createFrom()
          .item(
              List.of(
                      new Named(sponsor.toString(), "sponsor", Optional.of("Ada")),
                      new Named(agent.toString(), "agent", Optional.of("helper")))
                  .stream()
                  .filter(named -> ids.contains(NodeId.parse(named.id()).orElseThrow()))
                  .toList());
    }

    @Override
    public Uni<Integer> children(NodeId node) {
      return Uni.createFrom().item(0);
    }
  }

  private List<Named> of(String... path) {
    return names.of(List.of(path)).await().indefinitely();
  }

  @Test
  void readsWhatWasAskedForOfLateNoMore() {
    of(sponsor.toString(), agent.toString());
    of(agent.toString(), sponsor.toString());

    assertEquals(List.of(Set.of(sponsor, agent)), read);
  }

  @Test
  void keepsTheOrderOfThePathAndNamesWhatNoTableOfOursHas() {
    String token = "A".repeat(22);
    String trust = TestNodes.id().toString();

    List<Named> found = of(sponsor.toString(), trust, token, agent.toString());

    assertEquals(
        List.of("sponsor", "trust", "token", "agent"), found.stream().map(Named::kind).toList());
    assertEquals(
        List.of("Ada", "", "", "helper"),
        found.stream().map(named -> named.name().orElse("")).toList());
  }
}
