package dev.avowry.token.http;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.federation.IdentityAssertions;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.token.TokenRequest;
import dev.avowry.web.http.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses the form of {@code POST /token} into a sealed request; refuses what it does not know. */
final class TokenForm {
  static final String CLIENT_CREDENTIALS = "client_credentials";
  static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  static final String AUTHORIZATION_CODE = "authorization_code";
  static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
  static final String REFRESH_TOKEN = "refresh_token";
  static final String CIBA = "urn:openid:params:grant-type:ciba";
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** All that are served. */
  static final List<String> GRANT_TYPES =
      List.of(
          CLIENT_CREDENTIALS,
          TOKEN_EXCHANGE,
          JWT_BEARER,
          AUTHORIZATION_CODE,
          DEVICE_CODE,
          REFRESH_TOKEN,
          CIBA);

  /** RFC 8707 §2 and RFC 8693 §2.1 let these two be repeated. */
  static final Set<String> REPEATABLE = Set.of("resource", "audience");

  private static final int LONGEST_SCOPE = 4096;
  private static final int MOST_SCOPES = 100;

  /** RFC 6749 §3.3: tokens joined by single spaces. */
  private static final Pattern SCOPE =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]++(?: [\\x21\\x23-\\x5B\\x5D-\\x7E]++)*+");

  private TokenForm() {}

  static TokenRequest parse(Form form) {
    String grantType = form.require("grant_type");
    refuseUnsupported(form);
    return switch (grantType) {
      case CLIENT_CREDENTIALS ->
          new TokenRequest.ClientCredentials(
              scopes(form), resource(form), details(form), requestedActor(form));
      case JWT_BEARER -> bearer(form, form.require("assertion"));
      case TOKEN_EXCHANGE -> exchange(form);
      case AUTHORIZATION_CODE ->
          new TokenRequest.AuthorizationCode(
              SecretBytes.ofText(form.require("code")),
              form.get("redirect_uri"),
              form.get("code_verifier"),
              resource(form),
              details(form),
              requestedActor(form));
      case DEVICE_CODE ->
          new TokenRequest.DeviceCode(
              SecretBytes.ofText(form.require("device_code")),
              resource(form),
              details(form),
              requestedActor(form));
      case REFRESH_TOKEN ->
          new TokenRequest.RefreshToken(
              SecretBytes.ofText(form.require("refresh_token")),
              scopes(form),
              resource(form),
              details(form),
              requestedActor(form));
      case CIBA ->
          new TokenRequest.BackchannelAuthentication(
              SecretBytes.ofText(form.require("auth_req_id")),
              resource(form),
              details(form),
              requestedActor(form));
      default ->
          throw Refusal.refused(
              Reason.UNSUPPORTED_GRANT_TYPE,
              "grant_type must be one of " + String.join(", ", GRANT_TYPES));
    };
  }

  /**
   * Of whom it speaks an assertion says by its typ, which is checked once more when it is proven.
   */
  private static TokenRequest bearer(Form form, String assertion) {
    return IdentityAssertions.isOne(assertion)
        ? new TokenRequest.IdentityAssertion(
            assertion, scopes(form), resource(form), details(form), requestedActor(form))
        : new TokenRequest.JwtBearer(
            assertion, scopes(form), resource(form), details(form), requestedActor(form));
  }

  private static TokenRequest exchange(Form form) {
    String subjectToken = form.require("subject_token");
    requireAccessToken("subject_token_type", form.require("subject_token_type"));
    form.get("requested_token_type")
        .ifPresent(type -> requireAccessToken("requested_token_type", type));
    Optional<String> actorToken = form.get("actor_token");
    Optional<String> actorTokenType = form.get("actor_token_type");
    if (actorToken.isPresent() != actorTokenType.isPresent()) {
      throw invalid("actor_token and actor_token_type are given together or not at all");
    }
    actorTokenType.ifPresent(type -> requireAccessToken("actor_token_type", type));
    return new TokenRequest.TokenExchange(
        subjectToken,
        actorToken,
        scopes(form),
        resource(form),
        details(form),
        requestedActor(form));
  }

  private static void requireAccessToken(String parameter, String type) {
    if (!type.equals(ACCESS_TOKEN)) {
      throw invalid(parameter + " must be " + ACCESS_TOKEN);
    }
  }

  /** What another server would honour and we do not is refused by name, never overlooked. */
  private static void refuseUnsupported(Form form) {
    Stream.of("request", "request_uri", "dpop_jkt")
        .filter(name -> form.get(name).isPresent())
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid("the parameter is not supported: " + name);
            });
  }

  private static Set<String> scopes(Form form) {
    Optional<String> scope = form.get("scope");
    if (scope.isEmpty()) {
      return Set.of();
    }
    String text = scope.get();
    if (text.length() > LONGEST_SCOPE || !SCOPE.matcher(text).matches()) {
      throw Refusal.refused(
          Reason.INVALID_SCOPE, "scope must be scope tokens joined by single spaces");
    }
    Set<String> scopes = new LinkedHashSet<>(List.of(text.split(" ")));
    if (scopes.size() > MOST_SCOPES) {
      throw Refusal.refused(
          Reason.INVALID_SCOPE, "more than " + MOST_SCOPES + " scopes were asked for");
    }
    return scopes;
  }

  /**
   * One token is for one resource server: a token for two lets each act as the client at the other.
   */
  private static Optional<String> resource(Form form) {
    Set<String> asked = new LinkedHashSet<>(form.all("resource"));
    asked.addAll(form.all("audience"));
    if (asked.size() > 1) {
      throw Refusal.refused(
          Reason.INVALID_TARGET, "a token is for one resource: ask for one at a time");
    }
    return asked.stream().findFirst();
  }

  /** RFC 9396 §6. */
  private static Optional<AuthorizationDetails> details(Form form) {
    return form.get("authorization_details").map(AuthorizationDetails::parse);
  }

  private static Optional<NodeId> requestedActor(Form form) {
    return form.get("requested_actor")
        .map(
            id ->
                NodeId.parse(id)
                    .orElseThrow(() -> invalid("requested_actor is not an agent's id")));
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
