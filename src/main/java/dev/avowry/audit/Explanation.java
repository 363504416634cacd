package dev.avowry.audit;

import dev.avowry.agent.Node;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.PlacedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a token was issued, from the record: nothing here is guessed.
 *
 * @param tokens its row, then that of the token that it was exchanged from, and so on up
 * @param beginnings how the nodes on the paths came about, as far as they are in the tree
 * @param withdrawals what was taken back on its path since
 * @param actions what its agent said it did with it
 * @param registered what the registry has of it now
 * @param now when this was gathered
 */
public record Explanation(
    List<PlacedEvent> tokens,
    List<PlacedEvent> beginnings,
    List<PlacedEvent> withdrawals,
    List<PlacedEvent> actions,
    Registered registered,
    Instant now) {
  public Explanation {
    tokens = List.copyOf(tokens);
    beginnings = List.copyOf(beginnings);
    withdrawals = List.copyOf(withdrawals);
    actions = List.copyOf(actions);
  }

  /**
   * What the registry has now.
   *
   * @param nodes those on the paths
   * @param sponsor who answers for the token
   */
  public record Registered(List<Node> nodes, Optional<Sponsor> sponsor) {
    public Registered {
      nodes = List.copyOf(nodes);
    }
  }

  /** The token that is asked about. */
  public PlacedEvent token() {
    return tokens.getFirst();
  }

  /** How a node came about. */
  public Optional<PlacedEvent> beginning(NodeId node) {
    return beginnings.stream()
        .filter(row -> row.line().node().filter(node::equals).isPresent())
        .findFirst();
  }

  /** A node as it is now. */
  public Optional<Node> node(NodeId id) {
    return registered.nodes().stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** The first row that ended it: what is suspended and resumed later leaves older tokens dead. */
  public Optional<PlacedEvent> end() {
    return withdrawals.stream()
        .filter(row -> !row.line().type().equals("authority_resumed"))
        .findFirst();
  }
}
