package dev.avowry.federation;

/**
 * A client whose {@code client_id} is an address at a host that a live policy allows. Nothing is
 * proven by that yet.
 *
 * @param address its {@code client_id}
 * @param trust in the host
 * @param rule which of its policies takes it for an agent
 */
public record AddressedClient(ClientIdUrl address, Trust trust, Rule rule) {
  Workload workload() {
    return Profile.addressed(address.toString(), address.origin());
  }
}
