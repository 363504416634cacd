package dev.avowry.console;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentRoleStore.NamedAssignment;
import dev.avowry.agent.AgentRoles;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what there is to know of one agent. */
@ApplicationScoped
public class AgentFile {
  private static final int TIMELINE = 50;

  /** Enough to see what an agent does all day; more would be read for each look at its page. */
  private static final int TOKENS = 200;

  private final Directory directory;
  private final AgentRoles roles;
  private final Deaths deaths;
  private final History history;

  AgentFile(Directory directory, AgentRoles roles, Deaths deaths, History history) {
    this.directory = directory;
    this.roles = roles;
    this.deaths = deaths;
    this.history = history;
  }

  /**
   * All of it.
   *
   * @param sponsor who answers
   * @param death why no authority flows through it; empty where it does
   * @param credentialDeaths why some of its credentials prove nothing
   * @param roles those that it has, if it is limited by roles
   * @param timeline the last rows of the ledger that concern it, newest first, as far as they are
   *     the reader's to know of
   */
  public record Contents(
      Client client,
      Sponsor sponsor,
      Optional<Death> death,
      Map<CredentialId, Death> credentialDeaths,
      Usage usage,
      List<NamedAssignment> roles,
      List<PlacedEvent> timeline) {
    /** The agent itself. */
    public Agent agent() {
      return client.agent();
    }

    /** Why a credential proves nothing; empty where it does. */
    public Optional<Death> death(Credential credential) {
      return Optional.ofNullable(credentialDeaths.get(credential.id()));
    }
  }

  /**
   * What there is of the agent, which exists.
   *
   * @param answering whose rows alone are shown, so that nobody reads what an agent did while
   *     another answered for it; empty for whoever may read the whole record
   */
  public Uni<Contents> of(Client client, Optional<NodeId> answering) {
    return roles.of(client.agent().id()).chain(held -> of(client, answering, held));
  }

  private Uni<Contents> of(Client client, Optional<NodeId> answering, List<NamedAssignment> held) {
    NodeId id = client.agent().id();
    return Uni.combine()
        .all()
        .unis(
            directory.sponsor(client.agent().node().sponsor()).map(Optional::orElseThrow),
            deaths.of(List.of(id)).map(found -> Optional.ofNullable(found.get(id))),
            deaths.ofCredentials(id),
            rows(id, answering, Set.of(EventType.TOKEN_ISSUED), TOKENS).map(Usage::of),
            rows(id, answering, Set.of(), TIMELINE))
        .with(
            (sponsor, death, credentials, usage, timeline) ->
                new Contents(client, sponsor, death, credentials, usage, held, timeline));
  }

  private Uni<List<PlacedEvent>> rows(
      NodeId agent, Optional<NodeId> answering, Set<EventType> types, int limit) {
    EventFilter filter =
        new EventFilter(
            Optional.of(agent),
            answering,
            Optional.empty(),
            Optional.empty(),
            types,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return history.events(filter, new Span(Span.BEGINNING, Span.END, true, limit));
  }
}
