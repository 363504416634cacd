package dev.avowry.token;

import dev.avowry.agent.Text;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource server to be registered.
 *
 * @param scopes what its scopes mean, in words for humans; at most a hundred lines
 */
public record NewResource(
    String uri, String name, Algorithm algorithm, Map<String, String> scopes) {
  private static final int MOST = 100;

  public NewResource {
    Text.uri("resource", uri);
    Text.line("name", name);
    scopes = new TreeMap<>(scopes);
    if (scopes.size() > MOST) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "scope_descriptions has more than %d scopes".formatted(MOST));
    }
    scopes.forEach(
        (scope, words) -> {
          Text.scope(scope);
          Text.line("scope_descriptions." + scope, words);
        });
  }

  Resource at(Instant now) {
    return new Resource(uri, name, algorithm, scopes, now);
  }
}
