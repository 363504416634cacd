package dev.avowry.registration;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.DetailExtent;
import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is answered about a registered client, RFC 7591 §3.2.1: what it said, and what it may have
 * of that as it is now.
 *
 * @param access its registration access token: as it was made, or as it was shown
 */
public record ClientInformation(Agent agent, Map<String, Object> metadata, SecretBytes access) {
  static ClientInformation of(Agent agent, Map<String, Object> shown, SecretBytes access) {
    Map<String, Object> metadata = new LinkedHashMap<>(shown);
    metadata.put("grant_types", grantTypes(agent));
    metadata.put(
        "response_types", agent.redirects().asksByRedirect() ? List.of("code") : List.of());
    String[] scopes = agent.node().ceiling().scopes().toColumn();
    metadata.put("scope", scopes == null ? "" : String.join(" ", scopes));
    if (agent.node().ceiling().authorizationDetails()
            instanceof DetailExtent.Only(AuthorizationDetails details)
        && !details.isEmpty()) {
      metadata.put("authorization_details_types", List.copyOf(details.types()));
    }
    return new ClientInformation(agent, metadata, access);
  }

  /** A public client has what a human gives it, and nothing else. */
  private static List<String> grantTypes(Agent agent) {
    List<String> types =
        new ArrayList<>(agent.redirects().isPublic() ? List.of() : MetadataReader.GRANT_TYPES);
    if (agent.redirects().asksByRedirect()) {
      types.add(MetadataReader.AUTHORIZATION_CODE);
    }
    if (agent.redirects().asksHumans()) {
      types.add(MetadataReader.REFRESH_TOKEN);
    }
    if (agent.redirects().asksByCode()) {
      types.add(MetadataReader.DEVICE_CODE);
    }
    return types;
  }

  /** The registration access token: to whoever has just got it, or has just shown it. */
  public String showAccess() {
    return new String(access.exposeSecret(), StandardCharsets.UTF_8);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ClientInformation[" + agent.id() + "]";
  }
}
