package dev.avowry.consent;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.authn.Thumbprint;
import dev.avowry.consent.AuthorizationRequest.Prompt;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.token.DetailTypes;
import dev.avowry.token.HumanClaims;
import dev.avowry.token.IdentityScope;
import dev.avowry.web.OwnResources;
import dev.avowry.web.OwnScopes;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parameters of an authorization request; what is not known is passed over. */
final class RequestReader {
  /** RFC 7636 §4.2, of SHA-256; RFC 7638 thumbprints are as long. */
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final int LONGEST_SCOPE = 4096;
  private static final int LONGEST_HINT = 16 * 1024;
  private static final int LONGEST_NONCE = 1024;

  private final Parameters asked;
  private final Asker asker;
  private final DetailTypes types;
  private final String issuer;

  RequestReader(Parameters asked, Asker asker, DetailTypes types, String issuer) {
    this.asked = asked;
    this.asker = asker;
    this.types = types;
    this.issuer = issuer;
  }

  /** The request, whose answer goes to the address. */
  static AuthorizationRequest read(
      Parameters asked, Asker asker, ReturnAddress answer, DetailTypes types, String issuer) {
    return new RequestReader(asked, asker, types, issuer).read(answer);
  }

  private AuthorizationRequest read(ReturnAddress answer) {
    requireSupported();
    requireCode();
    return new AuthorizationRequest(
        asker,
        answer,
        wanted(),
        challenge(),
        key(),
        nonce(),
        claims("id_token"),
        prompts(),
        contexts(),
        maxAge(),
        hint());
  }

  /** What we would have to heed and do not is refused by its name. */
  void requireSupported() {
    if (asked.get("request").isPresent()) {
      throw Refusal.refused(Reason.REQUEST_NOT_SUPPORTED, "request objects are not supported");
    }
    if (asked.get("request_uri").isPresent()) {
      throw Refusal.refused(
          Reason.REQUEST_URI_NOT_SUPPORTED, "a request_uri is one that /par has given");
    }
  }

  private void requireCode() {
    String type = asked.get("response_type").orElseThrow(() -> invalid("response_type is missing"));
    if (!type.equals("code")) {
      throw Refusal.refused(Reason.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
    }
    if (!List.of("query", "form_post").contains(asked.get("response_mode").orElse("query"))) {
      throw invalid("response_mode must be query or form_post");
    }
  }

  /**
   * RFC 9700 §2.1.1: a must for public clients, and for those whose tokens are bound (FAPI 2.0
   * §5.3.2.2). A confidential one may leave it out, as OpenID Connect Core knows nothing of it.
   */
  private Optional<String> challenge() {
    Optional<String> method = asked.get("code_challenge_method");
    Optional<String> challenge = asked.get("code_challenge");
    boolean required = asker.redirects().isPublic() || asker.boundTokens() != BoundTokens.BY_CHOICE;
    if (challenge.isEmpty() && method.isEmpty() && !required) {
      return Optional.empty();
    }
    if (!method.equals(Optional.of("S256"))
        || challenge.filter(text -> HASH.matcher(text).matches()).isEmpty()) {
      throw invalid(
          "code_challenge must have 43 characters of base64url, and code_challenge_method S256");
    }
    return challenge;
  }

  /** What the tokens are to be bound to, RFC 9449 §10. */
  Optional<Thumbprint> key() {
    return asked
        .get("dpop_jkt")
        .map(
            text -> {
              if (!HASH.matcher(text).matches()) {
                throw invalid("dpop_jkt is no thumbprint of a key");
              }
              return new Thumbprint(text);
            });
  }

  private Optional<String> nonce() {
    return asked
        .get("nonce")
        .map(
            text -> {
              if (text.length() > LONGEST_NONCE) {
                throw invalid("nonce is too long");
              }
              return text;
            });
  }

  /** What is asked for, if it is within the asker's ceiling. */
  Wanted wanted() {
    Ceiling most = asker.most();
    AuthorizationDetails details = details(most);
    Set<String> scopes = scopes(most, !details.isEmpty());
    List<String> resources = resources(types.resources(details));
    if (!resources.stream().allMatch(most.resources()::covers)) {
      throw Refusal.refused(Reason.INVALID_TARGET, "a resource is not within the client's ceiling");
    }
    return new Wanted(scopes, resources, details, claims("userinfo"), requestedActor());
  }

  /** RFC 9396 §2 and §3: each of a type that is known, and nothing that the client cannot have. */
  private AuthorizationDetails details(Ceiling most) {
    AuthorizationDetails details =
        asked
            .get("authorization_details")
            .map(AuthorizationDetails::parse)
            .map(types::check)
            .orElse(AuthorizationDetails.NONE);
    if (!most.authorizationDetails().covers(details)) {
      throw invalidDetails("one is not within the client's ceiling");
    }
    return details;
  }

  /** Those that are named; else those that the details are for, RFC 9396 §2.2. */
  private List<String> resources(Set<String> understanding) {
    List<String> named =
        asked.all("resource").stream()
            .distinct()
            .filter(uri -> !OwnResources.has(issuer, uri))
            .toList();
    if (asked.all("resource").isEmpty()) {
      return understanding.stream().sorted().toList();
    }
    if (!named.containsAll(understanding)) {
      throw invalidDetails("one is of a type that none of the resources understands");
    }
    return named;
  }

  private Set<String> scopes(Ceiling most, boolean isMore) {
    if (isMore && asked.get("scope").isEmpty()) {
      return Set.of();
    }
    String text = asked.get("scope").orElseGet(() -> usual(most));
    Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
    scopes.remove("");
    if (scopes.isEmpty() || text.length() > LONGEST_SCOPE) {
      throw Refusal.refused(Reason.INVALID_SCOPE, "scope is missing or too long");
    }
    Set<String> authority = IdentityScope.without(scopes);
    // What reaches beyond one's own tree is not lent: a human has it in person, an agent of its
    // own.
    if (authority.stream().anyMatch(OwnScopes.RESERVED::contains)
        || !authority.stream().allMatch(most.scopes()::covers)) {
      throw Refusal.refused(Reason.INVALID_SCOPE, "a scope is not within the client's ceiling");
    }
    return scopes;
  }

  /** RFC 6749 §3.3: who names none asks for what it may have. */
  private static String usual(Ceiling most) {
    return most.scopes() instanceof Extent.Only only
        ? only.values().stream()
            .filter(scope -> !OwnScopes.RESERVED.contains(scope))
            .sorted()
            .collect(Collectors.joining(" "))
        : "";
  }

  private Optional<NodeId> requestedActor() {
    return asked
        .get("requested_actor")
        .map(
            id ->
                NodeId.parse(id)
                    .orElseThrow(() -> invalid("requested_actor is not an agent's id")));
  }

  /** OpenID Connect Core §5.5, as far as there are such claims here. */
  private Set<String> claims(String where) {
    Optional<Claims> said =
        asked
            .get("claims")
            .map(
                json ->
                    Claims.parse(json).orElseThrow(() -> invalid("claims is not a JSON object")));
    return said.flatMap(claims -> claims.object(where)).map(Claims::names).orElse(Set.of()).stream()
        .filter(HumanClaims.all()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Prompt> prompts() {
    Set<Prompt> prompts = new LinkedHashSet<>();
    for (String word : asked.get("prompt").map(text -> text.split(" ")).orElse(new String[0])) {
      prompts.add(
          Arrays.stream(Prompt.values())
              .filter(each -> each.code().equals(word))
              .findFirst()
              .orElseThrow(() -> invalid("prompt has a value that is not known")));
    }
    if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
      throw invalid("prompt none stands alone");
    }
    return prompts;
  }

  /** OpenID Connect Core §3.1.2.1: as a wish. */
  private Set<String> contexts() {
    return asked.get("acr_values").map(text -> Set.of(text.split(" +"))).orElse(Set.of());
  }

  private Optional<Duration> maxAge() {
    return asked
        .get("max_age")
        .map(
            text -> {
              if (!text.matches("[0-9]{1,9}")) {
                throw invalid("max_age is a number of seconds");
              }
              return Duration.ofSeconds(Long.parseLong(text));
            });
  }

  /** Nothing is given because of it: whoever else is there is asked to sign in, or refused. */
  private Optional<String> hint() {
    return asked
        .get("id_token_hint")
        .map(
            text ->
                CompactJwt.parse(text, LONGEST_HINT)
                    .jwt()
                    .flatMap(jwt -> jwt.untrustedClaims().text("sub"))
                    .orElseThrow(() -> invalid("id_token_hint is no ID token")));
  }

  private static Refused invalidDetails(String why) {
    return Refusal.refused(Reason.INVALID_AUTHORIZATION_DETAILS, "authorization_details: " + why);
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
