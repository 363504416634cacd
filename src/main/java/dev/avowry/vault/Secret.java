package dev.avowry.vault;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is kept for agents, without what is secret of it.
 *
 * @param id its node, by which it is taken from everybody
 * @param folder where it is, if it is in one
 * @param owner the sponsor or agent whose it is: who reaches them looks after it
 * @param ownerLineage the owner with all that is above it, sponsor first
 * @param version the number of the present version, from 1
 * @param bindings where that may be sent, and how
 * @param state its own; it is dead as well when its folder is
 * @param report what an agent has last said against the present version
 */
public record Secret(
    NodeId id,
    Optional<NodeId> folder,
    NodeId owner,
    List<NodeId> ownerLineage,
    SecretType type,
    About about,
    int version,
    Bindings bindings,
    NodeState state,
    Instant createdAt,
    Instant changedAt,
    Optional<Report> report) {
  public Secret {
    ownerLineage = List.copyOf(ownerLineage);
  }

  /**
   * That it does not work any more.
   *
   * @param by the agent that says so
   */
  public record Report(NodeId by, Instant at, Fault fault) {}

  /** The same with another version in place of the present one. */
  Secret replacedBy(int next, Bindings other, Instant at) {
    return new Secret(
        id,
        folder,
        owner,
        ownerLineage,
        type,
        about,
        next,
        other,
        state,
        createdAt,
        at,
        Optional.empty());
  }

  /** The same, of which something else is said. */
  Secret described(About other, Instant at) {
    return new Secret(
        id,
        folder,
        owner,
        ownerLineage,
        type,
        other,
        version,
        bindings,
        state,
        createdAt,
        at,
        report);
  }

  /** The same, against which an agent has said something. */
  Secret reported(Report latest) {
    return new Secret(
        id,
        folder,
        owner,
        ownerLineage,
        type,
        about,
        version,
        bindings,
        state,
        createdAt,
        changedAt,
        Optional.of(latest));
  }

  /**
   * What a version of it is sealed for: none is opened as another's, nor for another owner, nor to
   * be sent to where it was not bound.
   */
  String purposeOf(int number, Bindings to) {
    String row = "vault_version %s %d %s".formatted(id, number, owner);
    return to.text().isEmpty() ? row : row + ' ' + to.text();
  }
}
