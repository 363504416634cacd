package dev.avowry.gate;

import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import dev.avowry.token.TokenRequest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A grant, asked for by one who proves itself in one way.
 *
 * @param grantType as the metadata names it
 * @param method as the metadata names it; {@code none} where no client authenticates itself
 * @param by whose word counts, for the name of the case
 * @param request what the form becomes
 * @param besides what the token rests on besides what every token rests on
 * @param ask asks, with what was lent before
 */
record Asking(
    String grantType,
    String method,
    String by,
    Class<? extends TokenRequest> request,
    Set<Thing> besides,
    BiFunction<Family, String, Response> ask) {
  /** All there are. */
  static final List<Asking> ALL =
      List.of(
          new Asking(
              "client_credentials",
              "private_key_jwt",
              "its key",
              TokenRequest.ClientCredentials.class,
              EnumSet.of(Thing.CREDENTIAL),
              (family, _) -> family.agent().clientCredentials(family.wanted())),
          new Asking(
              "client_credentials",
              "private_key_jwt",
              "its platform",
              TokenRequest.ClientCredentials.class,
              EnumSet.of(Thing.TRUSTED_ISSUER, Thing.RULE),
              (family, _) -> OutsideIssuer.asClient(family.outside(), family.wanted())),
          new Asking(
              TestClient.TOKEN_EXCHANGE,
              "private_key_jwt",
              "its key",
              TokenRequest.TokenExchange.class,
              ofTheSubject(Thing.CREDENTIAL),
              (family, lent) -> family.agent().exchange(lent, family.wanted())),
          new Asking(
              TestClient.TOKEN_EXCHANGE,
              "private_key_jwt",
              "its platform",
              TokenRequest.TokenExchange.class,
              ofTheSubject(Thing.TRUSTED_ISSUER, Thing.RULE),
              Asking::exchangeByPlatform),
          new Asking(
              OutsideIssuer.JWT_BEARER,
              "none",
              "its platform",
              TokenRequest.JwtBearer.class,
              EnumSet.of(Thing.TRUSTED_ISSUER, Thing.RULE),
              (family, _) -> OutsideIssuer.asGrant(family.outside(), family.wanted())));

  private static final Set<Thing> ALWAYS =
      EnumSet.of(
          Thing.SPONSOR, Thing.PARENT, Thing.AGENT, Thing.SCOPE, Thing.RESOURCE, Thing.VENDOR);

  boolean restsOn(Thing thing) {
    return ALWAYS.contains(thing) || besides.contains(thing);
  }

  Response ask(Family family, String lent) {
    return ask.apply(family, lent);
  }

  @Override
  public String toString() {
    return grantType + " by " + by;
  }

  private static Set<Thing> ofTheSubject(Thing... own) {
    Set<Thing> things =
        EnumSet.of(
            Thing.SUBJECT_TOKEN,
            Thing.SUBJECTS_AGENT,
            Thing.SUBJECTS_SPONSOR,
            Thing.SUBJECTS_CREDENTIAL);
    things.addAll(List.of(own));
    return things;
  }

  private static Response exchangeByPlatform(Family family, String lent) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", TestClient.TOKEN_EXCHANGE)
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", family.outside())
        .formParam("subject_token", lent)
        .formParam("subject_token_type", TestClient.ACCESS_TOKEN)
        .formParams(family.wanted())
        .post("/token");
  }
}
