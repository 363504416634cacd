package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.RawHttp;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestTls;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9440: certificates that a proxy tells of, and who is not believed. */
@AvowryTest
class ClientCertHeaderTest {
  private static final String STRANGER = "127.0.0.1";

  private TestClient client;
  private String certificate;

  @BeforeEach
  void register() {
    client = Api.agent(Api.sponsor()).register();
    certificate = item(TestCertificate.selfSigned(draft -> draft.key(client.key())).own());
  }

  private static String item(X509Certificate certificate) {
    return ':' + base64(certificate) + ':';
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RawHttp.Answer askAs(String client, String from, String... headers) {
    byte[] form =
        "grant_type=client_credentials&scope=read&resource=%s&client_id=%s"
            .formatted(Api.ORDERS, client)
            .getBytes(StandardCharsets.US_ASCII);
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Content-Type: application/x-www-form-urlencoded");
    return RawHttp.sendFrom(from, "POST", "/token", lines, form);
  }

  private RawHttp.Answer ask(String from, String... headers) {
    return askAs(client.id(), from, headers);
  }

  @Nested
  class ANamedProxy {
    @Test
    @DisplayName("Client-Cert → 200")
    void isBelieved() {
      RawHttp.Answer answer = ask(TestTls.PROXY, "Client-Cert: " + certificate);
      assertEquals(200, answer.status(), answer.body());
    }

    @Test
    @DisplayName("Client-Cert with Client-Cert-Chain → 200; without the chain → 401")
    void bringsAChain() {
      TestCertificate between =
          TestTls.authority().issue(draft -> draft.subject("CN=between").ofAuthority());
      TestCertificate own = between.issue(draft -> draft.subject("CN=behind a proxy"));
      String id =
          Api.agent(Api.sponsor())
              .without("jwks")
              .with("certificate", Map.of("tls_client_auth_subject_dn", "CN=behind a proxy"))
              .tryRegister(Api.adminToken())
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      String leaf = "Client-Cert: " + item(own.own());
      String chain =
          own.chain().stream()
              .skip(1)
              .map(ClientCertHeaderTest::item)
              .collect(Collectors.joining(", ", "Client-Cert-Chain: ", ""));

      assertEquals(200, askAs(id, TestTls.PROXY, leaf, chain).status());
      assertEquals(401, askAs(id, TestTls.PROXY, leaf).status());
      String unrelated = "Client-Cert-Chain: " + certificate;
      assertEquals(401, askAs(id, TestTls.PROXY, leaf, unrelated).status());
    }

    @Test
    @DisplayName("a token that is bound by the header counts with the header")
    void bindsATokenToIt() {
      TestClient bound =
          Api.agent(Api.sponsor())
              .with("tls_client_certificate_bound_access_tokens", true)
              .register();
      String own = item(TestCertificate.selfSigned(draft -> draft.key(bound.key())).own());
      byte[] form =
          "grant_type=client_credentials&scope=read&resource=%s&client_id=%s"
              .formatted(Api.ISSUER, bound.id())
              .getBytes(StandardCharsets.US_ASCII);
      String body =
          RawHttp.sendFrom(
                  TestTls.PROXY,
                  "POST",
                  "/token",
                  List.of("Client-Cert: " + own, "Content-Type: application/x-www-form-urlencoded"),
                  form)
              .body();
      String token = JsonPath.from(body).getString("access_token");

      assertEquals(200, me(TestTls.PROXY, token, "Client-Cert: " + own));
      assertEquals(401, me(TestTls.PROXY, token));
      assertEquals(401, me(TestTls.PROXY, token, "Client-Cert: " + certificate));
      assertEquals(401, me(STRANGER, token, "Client-Cert: " + own));
      assertEquals(400, me(TestTls.PROXY, token, "Client-Cert: x"));
    }

    private int me(String from, String token, String... headers) {
      List<String> lines = new ArrayList<>(List.of(headers));
      lines.add("Authorization: Bearer " + token);
      return RawHttp.sendFrom(from, "GET", "/v1/me", lines, new byte[0]).status();
    }

    @ParameterizedTest(name = "{0} → 400 (A-041)")
    @MethodSource("dev.avowry.web.http.ClientCertHeaderTest#malformed")
    void isNotUnderstood(String what, UnaryOperator<String> headers) {
      String[] lines = headers.apply(certificate).split("\n", -1);
      RawHttp.Answer answer = ask(TestTls.PROXY, lines);

      assertEquals(400, answer.status(), answer.body());
      assertTrue(answer.body().contains("\"invalid_request\""), answer.body());
    }

    @ParameterizedTest(name = "{0} says nothing → 401 (A-041)")
    @ValueSource(
        strings = {
          "Client_Cert",
          "X-Client-Cert",
          "X-SSL-Client-Cert",
          "X-Ssl-Cert",
          "X-Forwarded-Client-Cert",
          "X-Forwarded-Tls-Client-Cert",
          "X-ARR-ClientCert",
          "SSL_CLIENT_CERT",
          "X-Amzn-Mtls-Clientcert"
        })
    void usesAnotherHeader(String name) {
      assertEquals(401, ask(TestTls.PROXY, name + ": " + certificate).status());
    }
  }

  @Nested
  class AnybodyElse {
    @ParameterizedTest(name = "{0} → 401: it is not read (A-041)")
    @ValueSource(
        strings = {
          "Client-Cert",
          "client-cert",
          "CLIENT-CERT",
          "Client_Cert",
          "X-SSL-Client-Cert",
          "X-Forwarded-Client-Cert",
          "X-Forwarded-Tls-Client-Cert"
        })
    void isNotBelieved(String name) {
      assertEquals(401, ask(STRANGER, name + ": " + certificate).status());
      assertEquals(
          401,
          ask(
                  STRANGER,
                  name + ": " + certificate,
                  "X-Forwarded-For: " + TestTls.PROXY,
                  "Forwarded: for=" + TestTls.PROXY)
              .status());
    }

    @Test
    @DisplayName("a malformed one is not even looked at: an assertion → 200")
    void isNotDisturbed() {
      byte[] form =
          "grant_type=client_credentials&scope=read&resource=%s&client_assertion_type=%s&client_assertion=%s"
              .formatted(Api.ORDERS, TestClient.ASSERTION_TYPE, client.assertion())
              .getBytes(StandardCharsets.US_ASCII);
      RawHttp.Answer answer =
          RawHttp.sendFrom(
              STRANGER,
              "POST",
              "/token",
              List.of("Client-Cert: x", "Content-Type: application/x-www-form-urlencoded"),
              form);
      assertEquals(200, answer.status(), answer.body());
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        spoiled("twice", it -> "Client-Cert: " + it + "\nClient-Cert: " + it),
        spoiled("twice, in other cases", it -> "Client-Cert: " + it + "\nCLIENT-CERT: " + it),
        spoiled("two in one header", it -> "Client-Cert: " + it + ", " + it),
        spoiled("empty", it -> "Client-Cert: "),
        spoiled("an empty byte sequence", it -> "Client-Cert: ::"),
        spoiled("no colons", it -> "Client-Cert: " + it.replace(":", "")),
        spoiled("one colon", it -> "Client-Cert: " + it.substring(1)),
        spoiled("with a parameter", it -> "Client-Cert: " + it + ";a=b"),
        spoiled("quoted", it -> "Client-Cert: \"" + it + '"'),
        spoiled("not base64", it -> "Client-Cert: " + it.replace('M', '!')),
        spoiled("base64url", it -> "Client-Cert: :-_" + it.substring(3)),
        spoiled(
            "a space in it", it -> "Client-Cert: " + it.substring(0, 9) + ' ' + it.substring(9)),
        spoiled(
            "padding too much", it -> "Client-Cert: " + it.substring(0, it.length() - 1) + "====:"),
        spoiled("something after it", it -> "Client-Cert: " + changed(it, 1)),
        spoiled("cut off", it -> "Client-Cert: " + changed(it, -1)),
        spoiled("PEM", it -> "Client-Cert: " + pem(it)),
        spoiled("not a certificate", it -> "Client-Cert: :MAMCAQE=:"),
        spoiled("a chain alone", it -> "Client-Cert-Chain: " + it),
        spoiled(
            "two chains",
            it ->
                "Client-Cert: " + it + "\nClient-Cert-Chain: " + it + "\nClient-Cert-Chain: " + it),
        spoiled(
            "a spoiled chain", it -> "Client-Cert: " + it + "\nClient-Cert-Chain: " + it + ", x"),
        spoiled("an empty chain", it -> "Client-Cert: " + it + "\nClient-Cert-Chain: "),
        spoiled(
            "a chain of twenty",
            it ->
                "Client-Cert: "
                    + it
                    + "\nClient-Cert-Chain: "
                    + Stream.generate(() -> it).limit(20).collect(Collectors.joining(", "))));
  }

  private static Arguments spoiled(String what, UnaryOperator<String> headers) {
    return arguments(what, headers);
  }

  /** The same with so many bytes more, or less. */
  private static String changed(String item, int by) {
    byte[] der = Base64.getDecoder().decode(item.replace(":", ""));
    return ':' + Base64.getEncoder().encodeToString(Arrays.copyOf(der, der.length + by)) + ':';
  }

  /** A certificate as PEM, and that in base64 once more. */
  private static String pem(String item) {
    String text =
        "-----BEGIN CERTIFICATE-----\n" + item.replace(":", "") + "\n-----END CERTIFICATE-----\n";
    return ':' + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)) + ':';
  }
}
