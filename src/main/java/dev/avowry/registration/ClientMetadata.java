package dev.avowry.registration;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.RedirectClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says of itself, RFC 7591 §2, read and found to be nothing but that.
 *
 * @param scope the scopes it asks for; all that it may have when it does not say
 * @param detailTypes the types of authorization details that it asks for; all that it may have when
 *     it does not say, RFC 9396 §10
 * @param boundTokens what each of its tokens has to be bound to
 * @param redirects how it asks humans for their consent
 * @param shown the members as they are kept and shown again
 */
public record ClientMetadata(
    String clientName,
    List<Authenticator> authenticators,
    Optional<Set<String>> scope,
    Optional<Set<String>> detailTypes,
    BoundTokens boundTokens,
    RedirectClient redirects,
    Map<String, Object> shown) {
  public ClientMetadata {
    authenticators = List.copyOf(authenticators);
    scope = scope.map(Set::copyOf);
    detailTypes = detailTypes.map(Set::copyOf);
    shown = new LinkedHashMap<>(shown);
  }
}
