package dev.avowry.connection;

import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.SessionId;
import dev.avowry.key.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was begun and not come back from.
 *
 * @param connection what will be made, or renewed
 * @param session in which browser
 * @param verifier of PKCE, RFC 7636 §4.1, sealed
 * @param until when it is over
 */
public record Pending(
    ConnectionId connection,
    NodeId agent,
    ProviderId provider,
    NodeId human,
    SessionId session,
    List<String> scopes,
    Envelope verifier,
    Instant until) {
  static final Duration LONGEST = Duration.ofMinutes(10);

  public Pending {
    scopes = List.copyOf(scopes);
  }

  static String purposeOf(
      ConnectionId connection, NodeId agent, ProviderId provider, NodeId human) {
    return "connection_state %s %s %s %s".formatted(connection, agent, provider, human);
  }

  String purpose() {
    return purposeOf(connection, agent, provider, human);
  }

  /** Whether it is what that human began in that browser, at that provider, and still in time. */
  boolean isOf(NodeId someone, SessionId browser, ProviderId server, Instant now) {
    return human.equals(someone)
        && session.equals(browser)
        && provider.equals(server)
        && now.isBefore(until);
  }
}
