package dev.avowry.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.agent.MemoryConfig;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Agents' addresses. An agent keeps the one that it has, so that it is read once. */
@ApplicationScoped
public class Addresses {
  private final MailboxStore store;
  private final MailDomain domain;
  private final Cache<NodeId, LocalPart> known;

  Addresses(MailboxStore store, MailDomain domain, MemoryConfig memory) {
    this.store = store;
    this.domain = domain;
    this.known = Caffeine.newBuilder().maximumSize(memory.agents()).build();
  }

  /** The agent's; empty when it has none, or where no domain is configured. */
  public Uni<Optional<String>> of(NodeId agent) {
    return domain.name().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : localPart(agent).map(found -> found.flatMap(domain::address));
  }

  private Uni<Optional<LocalPart>> localPart(NodeId agent) {
    Optional<LocalPart> remembered = Optional.ofNullable(known.getIfPresent(agent));
    return remembered.isPresent()
        ? Uni.createFrom().item(remembered)
        : store
            .ofAgent(agent)
            .map(mailbox -> mailbox.map(Mailbox::localPart))
            .invoke(found -> found.ifPresent(name -> known.put(agent, name)));
  }
}
