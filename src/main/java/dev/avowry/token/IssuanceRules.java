package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.federation.AssertedIdentity;
import dev.avowry.web.OwnResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a template as a stranger would and says which rule it breaks. Knows nothing of how it came
 * about: a mistake in a grant stops here, before anything is recorded or signed.
 */
final class IssuanceRules {
  private IssuanceRules() {}

  /**
   * The first rule that is broken, in a sentence for the log.
   *
   * @param ruled the scopes that only come of what a human has lent
   */
  static Optional<String> broken(Template template, Set<String> ruled, String issuer) {
    return lifetime(template)
        .or(() -> extent(template, issuer))
        .or(() -> approval(template, ruled))
        .or(() -> chain(template));
  }

  private static Optional<String> approval(Template template, Set<String> ruled) {
    boolean unasked = template.parent().isEmpty() && template.lent().isEmpty();
    return unasked && template.claims().scopes().stream().anyMatch(ruled::contains)
        ? Optional.of("a scope takes approval, and nothing was lent")
        : Optional.empty();
  }

  private static Optional<String> lifetime(Template template) {
    TokenClaims token = template.claims();
    Duration life = Duration.between(token.issuedAt(), token.expiresAt());
    if (!life.isPositive() || life.compareTo(Ceiling.LONGEST_TTL) > 0) {
      return Optional.of("the lifetime is not from 1 to 900 seconds");
    }
    if (life.compareTo(template.ceiling().maxTtl()) > 0) {
      return Optional.of("the lifetime is above the ceiling");
    }
    boolean outlives =
        template.grounds().evidence().stream()
            .flatMap(evidence -> evidence.ends(token.issuedAt()))
            .anyMatch(token.expiresAt()::isAfter);
    if (outlives) {
      return Optional.of("exp is after what the client proved itself by");
    }
    return template
        .parent()
        .map(AccessToken::claims)
        .filter(parent -> token.expiresAt().isAfter(parent.expiresAt()))
        .map(parent -> "exp is after the parent's");
  }

  private static Optional<String> extent(Template template, String issuer) {
    TokenClaims token = template.claims();
    if (!token.scopes().stream().allMatch(template.ceiling().scopes()::covers)) {
      return Optional.of("a scope is above the ceiling");
    }
    if (!OwnResources.has(issuer, token.audience())
        && !template.ceiling().resources().covers(token.audience())) {
      return Optional.of("the resource is above the ceiling");
    }
    if (!template.ceiling().authorizationDetails().covers(token.authorizationDetails())) {
      return Optional.of("an authorization detail is above the ceiling");
    }
    return template.parent().map(AccessToken::claims).flatMap(parent -> beyond(token, parent));
  }

  private static Optional<String> beyond(TokenClaims token, TokenClaims parent) {
    if (!parent.scopes().containsAll(token.scopes())) {
      return Optional.of("a scope is not the parent's");
    }
    return token.authorizationDetails().isWithin(parent.authorizationDetails())
        ? Optional.empty()
        : Optional.of("an authorization detail is not within the parent's");
  }

  private static Optional<String> chain(Template template) {
    TokenClaims token = template.claims();
    if (token.path().isEmpty() || !token.path().getFirst().equals(token.sponsor().toString())) {
      return Optional.of("the path does not begin with the sponsor");
    }
    if (!token.path().contains(token.node().toString())) {
      return Optional.of("the path does not contain the node");
    }
    List<String> everybody = new ArrayList<>(token.actors().stream().map(Actor::sub).toList());
    everybody.add(token.sub().toString());
    Set<String> once = new HashSet<>(everybody);
    if (once.size() < everybody.size()) {
      return Optional.of("somebody is in the chain of actors twice");
    }
    return history(template);
  }

  /** Where the chain of actors comes from. */
  private static Optional<String> history(Template template) {
    TokenClaims token = template.claims();
    if (template.parent().isPresent()) {
      return inherited(token, template.parent().get().claims());
    }
    if (template.grounds().asserted().isPresent()) {
      return asserted(token, template.grounds().asserted().get());
    }
    return template.lent().isPresent() ? lent(token, template.lent().get().loan()) : alone(token);
  }

  private static Optional<String> alone(TokenClaims token) {
    return token.actors().isEmpty() && token.sub().equals(token.clientId())
        ? Optional.empty()
        : Optional.of("somebody acts though nothing was exchanged");
  }

  /** The client alone acts, for the human above it all, as long as the provider is trusted. */
  private static Optional<String> asserted(TokenClaims token, AssertedIdentity identity) {
    if (!token.sub().equals(token.sponsor())) {
      return Optional.of("an identity was asserted and sub is not the human");
    }
    if (token.actors().size() != 1 || !token.currentActor().equals(token.clientId().toString())) {
      return Optional.of("an identity was asserted and act is not the client alone");
    }
    if (!token.authorizationDetails().isEmpty()) {
      return Optional.of("an identity was asserted, and no authorization details with it");
    }
    return token.path().contains(identity.issuer().toString())
        ? Optional.empty()
        : Optional.of("the path does not contain whose word it is");
  }

  /** The client alone acts, for the human who has lent it no less, right below that human. */
  private static Optional<String> lent(TokenClaims token, Loan loan) {
    if (!token.sub().equals(token.sponsor()) || !token.sub().equals(loan.human())) {
      return Optional.of("it was lent and sub is not the human");
    }
    if (token.actors().size() != 1 || !token.currentActor().equals(token.clientId().toString())) {
      return Optional.of("it was lent and act is not the client alone");
    }
    if (!token.node().equals(loan.grant()) || token.path().indexOf(loan.grant().toString()) != 1) {
      return Optional.of("the path does not go from the human to the grant");
    }
    if (!loan.authority().node().actor().equals(Optional.of(token.clientId()))) {
      return Optional.of("it was lent to somebody else");
    }
    if (!token.authorizationDetails().isWithin(loan.authorizationDetails())) {
      return Optional.of("an authorization detail was not lent");
    }
    return loan.scopes().containsAll(token.scopes())
        ? Optional.empty()
        : Optional.of("a scope was not lent");
  }

  private static Optional<String> inherited(TokenClaims token, TokenClaims parent) {
    if (!token.sub().equals(parent.sub())) {
      return Optional.of("sub is not the parent's");
    }
    boolean oneMore =
        token.actors().size() == parent.actors().size() + 1
            && token.actors().subList(1, token.actors().size()).equals(parent.actors())
            && token.actors().getFirst().sub().equals(token.clientId().toString());
    if (!oneMore) {
      return Optional.of("act is not the parent's with the client put on the outside");
    }
    if (parent.boundTo().isPresent() && token.boundTo().isEmpty()) {
      return Optional.of("the parent's binding was dropped");
    }
    if (!token.vendors().containsAll(parent.vendors())) {
      return Optional.of("a vendor of the parent's is missing");
    }
    boolean inherits =
        token.path().size() > parent.path().size()
            && token.path().subList(0, parent.path().size()).equals(parent.path());
    return inherits ? Optional.empty() : Optional.of("the path does not inherit the parent's");
  }
}
