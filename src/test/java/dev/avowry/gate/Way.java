package dev.avowry.gate;

import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SpiffeIssuer;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestTls;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * A way for an agent to prove itself.
 *
 * @param method as the metadata names it
 * @param by for the name of the case
 * @param restsOn what a token rests on because of it
 * @param enrol prepares a family for it
 */
record Way(String method, String by, Set<Thing> restsOn, Function<Family, Enrolled> enrol) {
  /**
   * The agent of a family, able to prove itself so.
   *
   * @param credential that it does it with, or the trust in its domain; empty where it is neither
   * @param form a request that authenticates it
   */
  record Enrolled(String credential, Supplier<RequestSpecification> form) {}

  /** All there are. */
  static final List<Way> ALL =
      List.of(
          new Way("private_key_jwt", "its key", EnumSet.of(Thing.CREDENTIAL), Way::byKey),
          new Way(
              "private_key_jwt",
              "its platform",
              EnumSet.of(Thing.TRUSTED_ISSUER, Thing.RULE),
              Way::byPlatform),
          new Way(
              "private_key_jwt",
              "its document",
              EnumSet.of(Thing.CLIENTS_HOST, Thing.CLIENTS_POLICY),
              family -> new Enrolled("", family.addressed()::form)),
          new Way(
              "client_secret_post",
              "its secret",
              EnumSet.of(Thing.CREDENTIAL),
              family -> bySecret(family, false)),
          new Way(
              "client_secret_basic",
              "its secret in a header",
              EnumSet.of(Thing.CREDENTIAL),
              family -> bySecret(family, true)),
          new Way(
              "self_signed_tls_client_auth",
              "a certificate for its key",
              EnumSet.of(Thing.CREDENTIAL),
              Way::byCertificateOfItsOwn),
          new Way(
              "tls_client_auth",
              "a certificate with its name",
              EnumSet.of(Thing.CREDENTIAL),
              Way::byCertificateOfAnAuthority),
          new Way("spiffe_jwt", "its JWT-SVID", EnumSet.of(Thing.TRUST_DOMAIN), Way::byJwtSvid),
          new Way(
              "none",
              "its name",
              EnumSet.of(Thing.AGENT),
              family ->
                  new Enrolled(
                      "",
                      () -> form(RestAssured.given()).formParam("client_id", family.agent().id()))),
          new Way(
              "spiffe_x509", "its X.509-SVID", EnumSet.of(Thing.TRUST_DOMAIN), Way::byX509Svid));

  /** Whether it proves nothing. */
  boolean isPublic() {
    return method.equals("none");
  }

  private static Enrolled byKey(Family family) {
    return new Enrolled(Family.credential(family.agent()), family.agent()::form);
  }

  private static Enrolled byPlatform(Family family) {
    return new Enrolled(
        "",
        () ->
            form(RestAssured.given())
                .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                .formParam("client_assertion", family.outside()));
  }

  private static Enrolled bySecret(Family family, boolean header) {
    Response made = family.addCredential(Map.of("secret", Map.of()));
    String client = family.agent().id();
    String secret = made.path("client_secret");
    return new Enrolled(
        made.path("id"),
        () ->
            header
                ? form(RestAssured.given().auth().preemptive().basic(client, secret))
                : form(RestAssured.given())
                    .formParam("client_id", client)
                    .formParam("client_secret", secret));
  }

  private static Enrolled byCertificateOfItsOwn(Family family) {
    TestClient agent = family.agent();
    TestCertificate certificate = TestCertificate.selfSigned(draft -> draft.key(agent.key()));
    return new Enrolled(Family.credential(agent), () -> presenting(certificate, agent));
  }

  private static Enrolled byCertificateOfAnAuthority(Family family) {
    String name = "spiffe://gate.example/" + family.unique();
    TestCertificate certificate =
        TestTls.authority().issue(draft -> draft.name(GeneralName.uniformResourceIdentifier, name));
    return new Enrolled(
        family
            .addCredential(Map.of("certificate", Map.of("tls_client_auth_san_uri", name)))
            .path("id"),
        () -> presenting(certificate, family.agent()));
  }

  private static Enrolled byJwtSvid(Family family) {
    SpiffeIssuer domain = SpiffeIssuer.create();
    return new Enrolled(
        trusted(domain, family),
        () ->
            form(RestAssured.given())
                .formParam("client_assertion_type", SpiffeIssuer.SVID_TYPE)
                .formParam("client_assertion", domain.jwt("/agent")));
  }

  private static Enrolled byX509Svid(Family family) {
    SpiffeIssuer domain = SpiffeIssuer.create();
    TestCertificate svid = domain.svid("/agent");
    return new Enrolled(trusted(domain, family), () -> presenting(svid, family.agent()));
  }

  private static String trusted(SpiffeIssuer domain, Family family) {
    String trust = OutsideIssuer.registered(domain.trust());
    OutsideIssuer.ruled(
        trust, Map.of("sub", domain.id("/agent")), Map.of("agent", family.agent().id()));
    return trust;
  }

  private static RequestSpecification presenting(TestCertificate certificate, TestClient agent) {
    return form(TestTls.request(certificate)).formParam("client_id", agent.id());
  }

  /** A form in which nobody authenticates itself yet. */
  static RequestSpecification form(RequestSpecification request) {
    return request.contentType("application/x-www-form-urlencoded");
  }
}
