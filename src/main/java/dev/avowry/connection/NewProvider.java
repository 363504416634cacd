package dev.avowry.connection;

import dev.avowry.agent.Text;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.vault.Binding;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.Destination;
import dev.avowry.vault.Injection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A provider that is to be registered.
 *
 * @param secret empty where the method needs none
 * @param destinations where its tokens may be sent
 */
public record NewProvider(
    String name,
    Optional<String> issuer,
    Endpoints endpoints,
    String clientId,
    ClientMethod method,
    Optional<SecretBytes> secret,
    List<String> scopes,
    List<Destination> destinations) {
  private static final int MOST_SCOPES = 50;
  private static final int LONGEST_SECRET = 1_000;

  /** RFC 6749 appendix A.1. */
  private static final Pattern CLIENT = Pattern.compile("[\\x20-\\x7E]{1,200}");

  public NewProvider {
    scopes = List.copyOf(scopes);
    destinations = List.copyOf(destinations);
    Text.line("name", name);
    issuer.ifPresent(uri -> Text.uri("issuer", uri));
    require(CLIENT.matcher(clientId).matches(), "client_id is 1 to 200 characters of ASCII");
    require(
        secret.isPresent() == (method != ClientMethod.NONE),
        "client_secret is of every token_endpoint_auth_method but none");
    require(
        secret.map(it -> it.length() >= 1 && it.length() <= LONGEST_SECRET).orElse(true),
        "client_secret has from 1 to " + LONGEST_SECRET + " bytes");
    require(
        !scopes.isEmpty() && scopes.size() <= MOST_SCOPES, "scopes are from 1 to " + MOST_SCOPES);
    scopes.forEach(Text::scope);
    require(new HashSet<>(scopes).size() == scopes.size(), "scopes are each there once");
    require(!destinations.isEmpty(), "destinations must not be empty");
  }

  /** How the access tokens are sent: RFC 6750 §2.1, and nowhere else. */
  Bindings bindings() {
    return Bindings.of(
        destinations.stream()
            .map(to -> new Binding(to, new Injection.Bearer(TokenSet.ACCESS_TOKEN)))
            .toList());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
