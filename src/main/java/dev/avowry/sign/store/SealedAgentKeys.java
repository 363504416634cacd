package dev.avowry.sign.store;

import dev.avowry.kernel.store.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the private halves of agents' signing keys are sealed. */
@Singleton
final class SealedAgentKeys {
  @Produces
  @Singleton
  SealedColumn agentKeys() {
    return SealedColumn.of(
        "agent_signing_key",
        "sealed",
        "'agent signing key ' || id_text(id) || ' ' || id_text(agent) || ' ' || algorithm");
  }
}
