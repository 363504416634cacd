package dev.avowry.vouching;

import dev.avowry.people.SignInConfig;
import dev.avowry.people.SignInConfig.WhenRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The providers that are asked. */
@ApplicationScoped
class Watched {
  private final Map<String, WhenRefused> providers;

  Watched(SignInConfig config) {
    this.providers =
        config.providers().entrySet().stream()
            .filter(it -> it.getValue().whenRefused() != WhenRefused.IGNORE)
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().whenRefused()));
  }

  /** Their names. */
  Set<String> names() {
    return providers.keySet();
  }

  boolean has(String provider) {
    return providers.containsKey(provider);
  }

  /** Whether who is refused is only told of. */
  boolean onlyWarns(String provider) {
    return providers.get(provider) == WhenRefused.WARN;
  }

  /** A provider as the ledger names it. */
  static String actor(String provider) {
    return "provider:" + provider;
  }
}
