package dev.avowry.connection;

import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.key.Envelope;
import java.util.List;
import java.util.Optional;

/**
 * A connection with which this replica has something to do.
 *
 * @param refresh its refresh token, sealed, if it has one
 * @param tries how often it was in vain
 * @param claim which replica's turn it is
 */
public record Task(
    ConnectionId id,
    NodeId agent,
    ProviderId provider,
    NodeId secret,
    List<String> scopes,
    Connection.State state,
    Optional<Envelope> refresh,
    int tries,
    long claim) {
  public Task {
    scopes = List.copyOf(scopes);
  }

  String purpose() {
    return Connection.purposeOfRefresh(id, agent, provider);
  }
}
