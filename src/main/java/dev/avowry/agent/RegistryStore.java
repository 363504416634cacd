package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** What the registry writes and reads inside of its transaction. */
public interface RegistryStore {
  /** The node with all that is above it; empty when there is no such node. */
  Uni<Optional<Lineage>> lineage(NodeId id);

  /**
   * The delegation below the parent in the hands of the actor, whatever its state. Whoever asks for
   * the same meanwhile waits for the end of the transaction, so that what is absent can be made.
   */
  Uni<Optional<Node>> delegation(NodeId parent, NodeId actor);

  /** Says something else of a sponsor; false when there is none. */
  Uni<Boolean> rename(NodeId sponsor, String name, String email);

  /** Adds a root with its sponsor; false when issuer and subject are registered already. */
  Uni<Boolean> addSponsor(Sponsor sponsor, Node node);

  /** Adds a root that is nobody's account. */
  Uni<Void> addRoot(Node node);

  /**
   * Adds a node below its parent and counts it there and in every tally above; false when the
   * parent has as many children as it may ever have.
   *
   * @param most how many that is, by the ceilings of all that is above
   */
  Uni<Boolean> addChild(Node node, int most);

  /** Whether a sponsor lives as soon as they have said that they answer. */
  Uni<Boolean> awaitsAcceptance(NodeId sponsor);

  /** Adds what makes a node an agent. */
  Uni<Void> addAgent(Agent agent, List<Credential> credentials);

  /** Changes how an agent asks humans; whether it is public stays. */
  Uni<Void> redirect(NodeId agent, RedirectClient redirects);

  /** Adds a credential; false when the agent has this key already. */
  Uni<Boolean> addCredential(Credential credential);

  /** The agent's credentials; empty when there is no such agent. */
  Uni<List<Credential>> credentials(NodeId agent);

  /** Lets a credential stand by itself. */
  Uni<Void> detach(CredentialId credential);

  /** Lets a delegation stand: further exchanges need no {@code may_act}. */
  Uni<Void> letStand(NodeId delegation);
}
