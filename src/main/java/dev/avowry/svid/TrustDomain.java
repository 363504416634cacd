package dev.avowry.svid;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.CaConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The SPIFFE trust domain that the agents are in; without one nothing is issued. */
@Singleton
public final class TrustDomain {
  private final Optional<String> name;

  @Inject
  TrustDomain(CaConfig config) {
    this.name = config.trustDomain();
  }

  /** Its name; refused where there is none. */
  String name() {
    return name.orElseThrow(
        () ->
            Refusal.refused(
                Reason.NOT_FOUND, "nothing is issued here: avowry.ca.trust-domain is not set"));
  }

  /** The name of an agent in it. */
  SpiffeId idOf(NodeId agent) {
    return SpiffeId.of(name(), agent);
  }
}
