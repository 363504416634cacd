package dev.avowry.registration;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client that has registered itself.
 *
 * @param agent the agent that it is
 * @param by what let it in
 * @param access of its registration access token
 * @param metadata what it says of itself
 */
public record RegisteredClient(
    NodeId agent, InvitationId by, SecretHash access, Map<String, Object> metadata) {
  public RegisteredClient {
    metadata = new LinkedHashMap<>(metadata);
  }
}
