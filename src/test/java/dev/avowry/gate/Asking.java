package dev.avowry.gate;

import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDevice;
import dev.avowry.testing.TestLoan;
import dev.avowry.token.TokenRequest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A grant, asked for by one who proves itself in one way.
 *
 * @param grant what is asked for
 * @param way how the client proves itself; empty where the grant itself says who asks
 */
record Asking(Grant grant, Optional<Way> way) {
  private static final Set<Thing> ALWAYS =
      EnumSet.of(
          Thing.SPONSOR,
          Thing.PARENT,
          Thing.AGENT,
          Thing.ROLE,
          Thing.SCOPE,
          Thing.RESOURCE,
          Thing.VENDOR);

  /** What is asked for, and what the token rests on because of it. */
  enum Grant {
    CLIENT_CREDENTIALS,
    TOKEN_EXCHANGE,
    JWT_BEARER,
    IDENTITY_ASSERTION,
    AUTHORIZATION_CODE,
    DEVICE_CODE,
    REFRESH_TOKEN,
    CIBA;

    /** As the metadata names it. */
    String type() {
      return switch (this) {
        case CLIENT_CREDENTIALS -> "client_credentials";
        case TOKEN_EXCHANGE -> TestClient.TOKEN_EXCHANGE;
        case JWT_BEARER, IDENTITY_ASSERTION -> OutsideIssuer.JWT_BEARER;
        case AUTHORIZATION_CODE -> "authorization_code";
        case DEVICE_CODE -> TestDevice.GRANT;
        case REFRESH_TOKEN -> "refresh_token";
        case CIBA -> TestApproval.GRANT_TYPE;
      };
    }

    Class<? extends TokenRequest> request() {
      return switch (this) {
        case CLIENT_CREDENTIALS -> TokenRequest.ClientCredentials.class;
        case TOKEN_EXCHANGE -> TokenRequest.TokenExchange.class;
        case JWT_BEARER -> TokenRequest.JwtBearer.class;
        case IDENTITY_ASSERTION -> TokenRequest.IdentityAssertion.class;
        case AUTHORIZATION_CODE -> TokenRequest.AuthorizationCode.class;
        case DEVICE_CODE -> TokenRequest.DeviceCode.class;
        case REFRESH_TOKEN -> TokenRequest.RefreshToken.class;
        case CIBA -> TokenRequest.BackchannelAuthentication.class;
      };
    }

    /** Whether a human gives it, so that a public client may ask for it. */
    boolean isLent() {
      return this == AUTHORIZATION_CODE || this == DEVICE_CODE || this == REFRESH_TOKEN;
    }

    Set<Thing> restsOn() {
      return switch (this) {
        case CLIENT_CREDENTIALS -> EnumSet.noneOf(Thing.class);
        case TOKEN_EXCHANGE ->
            EnumSet.of(
                Thing.SUBJECT_TOKEN,
                Thing.SUBJECTS_AGENT,
                Thing.SUBJECTS_SPONSOR,
                Thing.SUBJECTS_CREDENTIAL);
        case JWT_BEARER -> EnumSet.of(Thing.TRUSTED_ISSUER, Thing.RULE);
        case IDENTITY_ASSERTION -> EnumSet.of(Thing.IDENTITY_PROVIDER);
        case AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN, CIBA ->
            EnumSet.of(Thing.GRANT, Thing.HUMAN);
      };
    }
  }

  /** Every grant by every way that can ask for it. */
  static List<Asking> all() {
    List<Asking> all = new ArrayList<>();
    for (Grant grant : Grant.values()) {
      if (grant == Grant.JWT_BEARER) {
        all.add(new Asking(grant, Optional.empty()));
      } else {
        Way.ALL.stream()
            .filter(way -> grant.isLent() || !way.isPublic())
            .forEach(way -> all.add(new Asking(grant, Optional.of(way))));
      }
    }
    return all;
  }

  /**
   * Whether the token rests on it. What comes with the grant is tried by one way, and what comes
   * with the way by every grant; all of it by every way for the simplest grant.
   */
  boolean isTriedWith(Thing thing) {
    boolean everything =
        way.isEmpty() || way.get().equals(Way.ALL.getFirst()) || grant == Grant.CLIENT_CREDENTIALS;
    return way.map(it -> it.restsOn().contains(thing)).orElse(false)
        || (everything && (ALWAYS.contains(thing) || grant.restsOn().contains(thing)));
  }

  Optional<Way.Enrolled> enrol(Family family) {
    return way.map(it -> it.enrol().apply(family));
  }

  /** Asks, with what was lent before. */
  Response ask(Family family, Optional<Way.Enrolled> client, String lent) {
    var form = client.map(it -> it.form().get()).orElseGet(() -> Way.form(RestAssured.given()));
    form.formParam("grant_type", grant.type()).formParams(family.wanted());
    switch (grant) {
      case CLIENT_CREDENTIALS -> {}
      case TOKEN_EXCHANGE ->
          form.formParam("subject_token", lent)
              .formParam("subject_token_type", TestClient.ACCESS_TOKEN);
      case JWT_BEARER -> form.formParam("assertion", family.outside());
      case IDENTITY_ASSERTION -> form.formParam("assertion", family.identityAssertion());
      case AUTHORIZATION_CODE ->
          form.formParam("code", family.loan().code())
              .formParam("code_verifier", TestLoan.VERIFIER);
      case DEVICE_CODE -> form.formParam("device_code", family.loan().deviceCode());
      case REFRESH_TOKEN ->
          form.formParam(
              "refresh_token", family.loan().refreshToken(Instant.now().plusSeconds(60)));
      case CIBA -> form.formParam("auth_req_id", TestApproval.approved(family.loan()));
    }
    return form.post("/token");
  }

  @Override
  public String toString() {
    return grant + way.map(it -> " by " + it.by()).orElse("");
  }
}
