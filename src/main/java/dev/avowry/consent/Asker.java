package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.RedirectClient;
import dev.avowry.federation.VisitingClient;
import java.util.List;
import java.util.Optional;

/** Who asks a human. */
public sealed interface Asker {
  /** As it calls itself: its {@code client_id}. */
  String clientId();

  /** As people call it. */
  String name();

  /** Where its answers go. */
  RedirectClient redirects();

  /** What each of its tokens has to be bound to. */
  BoundTokens boundTokens();

  /** What it could be lent at the most, as far as it is for it to say. */
  Ceiling most();

  /** The agent that it is, if it is one. */
  Optional<Agent> agent();

  /** By what it will prove itself when it is an agent, if it is none yet. */
  List<Authenticator> authenticators();

  /** A registered agent, for whom somebody answers. */
  record Known(Client client) implements Asker {
    @Override
    public String clientId() {
      return client.agent().id().toString();
    }

    @Override
    public String name() {
      return client.agent().name();
    }

    @Override
    public RedirectClient redirects() {
      return client.agent().redirects();
    }

    @Override
    public BoundTokens boundTokens() {
      return client.agent().boundTokens();
    }

    @Override
    public Ceiling most() {
      return client.lineage().effective();
    }

    @Override
    public Optional<Agent> agent() {
      return Optional.of(client.agent());
    }

    /** It has them already. */
    @Override
    public List<Authenticator> authenticators() {
      return List.of();
    }
  }

  /** Somebody with an address, for whom the human answers who consents. */
  record Visitor(VisitingClient client) implements Asker {
    @Override
    public String clientId() {
      return client.address().toString();
    }

    @Override
    public String name() {
      return client.name();
    }

    @Override
    public RedirectClient redirects() {
      return client.redirects();
    }

    @Override
    public BoundTokens boundTokens() {
      return client.boundTokens();
    }

    @Override
    public Ceiling most() {
      return Ceiling.ofSponsor();
    }

    @Override
    public Optional<Agent> agent() {
      return Optional.empty();
    }

    @Override
    public List<Authenticator> authenticators() {
      return client.keys().stream().<Authenticator>map(Authenticator.Key::new).toList();
    }
  }
}
