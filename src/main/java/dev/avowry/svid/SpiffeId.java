package dev.avowry.svid;

import dev.avowry.kernel.NodeId;

/**
 * Names one agent, and never another: ids are not given twice.
 *
 * @param uri {@code spiffe://}, the trust domain, {@code /agent/} and the agent's id; SPIFFE-ID §2
 */
public record SpiffeId(String uri) {
  static SpiffeId of(String trustDomain, NodeId agent) {
    return new SpiffeId(ofDomain(trustDomain) + "/agent/" + agent);
  }

  /** The name of the domain itself, which its authorities bear. */
  static String ofDomain(String trustDomain) {
    return "spiffe://" + trustDomain;
  }

  @Override
  public String toString() {
    return uri;
  }
}
