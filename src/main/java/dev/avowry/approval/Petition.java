package dev.avowry.approval;

import dev.avowry.consent.Parameters;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.IdentityScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an agent asks by its token, in the words of CIBA Core §7.1, which judge it.
 *
 * @param scopes what it wants
 * @param resources where; none means Avowry's own
 * @param loginHint on whose behalf; empty for the human who answers for it
 * @param bindingMessage what it says that it is for
 * @param requestedExpiry in seconds how long it can wait
 * @param clientNotificationToken what an agent that is pinged wants to know us by
 */
public record Petition(
    List<String> scopes,
    List<String> resources,
    Optional<String> loginHint,
    Optional<String> bindingMessage,
    Optional<Integer> requestedExpiry,
    Optional<String> clientNotificationToken) {
  public Petition {
    scopes = List.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  Parameters toParameters(NodeId sponsor) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("scope", List.of(scope()));
    values.put("resource", resources);
    values.put("login_hint", List.of(loginHint.orElse(sponsor.toString())));
    bindingMessage.ifPresent(text -> values.put("binding_message", List.of(text)));
    requestedExpiry.ifPresent(it -> values.put("requested_expiry", List.of(it.toString())));
    clientNotificationToken.ifPresent(
        text -> values.put("client_notification_token", List.of(text)));
    return new Parameters(values);
  }

  private String scope() {
    return Stream.concat(Stream.of(IdentityScope.OPENID.code()), scopes.stream())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "Petition[scopes=" + scopes + "]";
  }
}
