package dev.avowry.connection;

import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * That an agent may act at a provider.
 *
 * @param providerName as people call it
 * @param secret the access token, in the vault
 * @param scopes what was asked for
 * @param refreshes whether there is a refresh token
 * @param fault why it is broken, or why the last refresh was in vain
 * @param expiresAt when the present access token ends, if that is known
 * @param connectedBy the human who consented
 */
public record Connection(
    ConnectionId id,
    NodeId agent,
    ProviderId provider,
    String providerName,
    NodeId secret,
    List<String> scopes,
    State state,
    boolean refreshes,
    Optional<Fault> fault,
    Optional<Instant> expiresAt,
    NodeId connectedBy,
    Instant connectedAt) {
  public Connection {
    scopes = List.copyOf(scopes);
  }

  /** What has become of it. */
  public enum State {
    CONNECTED,
    /** Nothing is refreshed any more: somebody has to connect again. */
    BROKEN,
    /** It is over here, and is being given back there. */
    ENDING,
    ENDED;

    /** The code on the wire and in the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static String purposeOfRefresh(ConnectionId id, NodeId agent, ProviderId provider) {
    return "connection_refresh %s %s %s".formatted(id, agent, provider);
  }
}
