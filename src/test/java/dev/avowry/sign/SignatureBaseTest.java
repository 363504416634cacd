package dev.avowry.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signature bases, RFC 9421 §2, with the vectors of its appendix B. */
class SignatureBaseTest {
  /** B.2, {@code test-request}. */
  private static final HttpMessage REQUEST =
      HttpMessage.of(
          "POST",
          "https://example.com/foo?param=Value&Pet=dog",
          Map.of(
              "Host", "example.com",
              "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
              "Content-Type", "application/json",
              "Content-Digest",
                  "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm"
                      + "+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
              "Content-Length", "18"));

  /** B.1.4, {@code test-key-ed25519}; RFC 8037 has the same key's thumbprint in A.3. */
  private static final String X = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";

  private static Member.InnerList covered(String input) {
    return FieldReader.dictionary("sig=" + input)
        .map(all -> (Member.InnerList) all.get("sig"))
        .orElseThrow();
  }

  private static String base(String input) {
    return SignatureBase.of(REQUEST, covered(input)).text();
  }

  private static boolean verifies(String base, String signature) throws Exception {
    byte[] point = new Base64URL(X).decode();
    boolean odd = (point[point.length - 1] & 0x80) != 0;
    byte[] big = new byte[point.length];
    for (int i = 0; i < point.length; i++) {
      big[i] = point[point.length - 1 - i];
    }
    big[0] &= 0x7f;
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
    Signature engine = Signature.getInstance("Ed25519");
    engine.initVerify(key);
    engine.update(base.getBytes(StandardCharsets.US_ASCII));
    return engine.verify(Base64.getDecoder().decode(signature));
  }

  @Test
  void isThatOfB26() throws Exception {
    String base =
        base(
            "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ed25519\"");

    assertEquals(
        """
        "date": Tue, 20 Apr 2021 02:07:55 GMT
        "@method": POST
        "@path": /foo
        "@authority": example.com
        "content-type": application/json
        "content-length": 18
        "@signature-params": ("date" "@method" "@path" "@authority" "content-type" \
        "content-length");created=1618884473;keyid="test-key-ed25519\"""",
        base);
    String signature =
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    assertTrue(verifies(base, signature));
    assertFalse(verifies(base.replace("POST", "post"), signature));
  }

  /** B.2.2: parameters of the query by name, and what is selected. */
  @Test
  void isThatOfB22() {
    assertEquals(
        """
        "@authority": example.com
        "content-digest": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm\
        +AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:
        "@query-param";name="Pet": dog
        "@signature-params": ("@authority" "content-digest" "@query-param";name="Pet")\
        ;created=1618884473;keyid="test-key-rsa-pss";tag="header-example\"""",
        base(
            "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\""));
  }

  /** The vector of Web Bot Auth with a member of a dictionary, Ed25519. */
  @Test
  void isThatOfWebBotAuth() throws Exception {
    HttpMessage request =
        HttpMessage.of(
            "GET",
            "https://example.com/",
            Map.of("Signature-Agent", "agent2=\"https://signature-agent.test\""));
    String base =
        SignatureBase.of(
                request,
                covered(
                    "(\"@authority\" \"signature-agent\";key=\"agent2\")"
                        + ";created=1735689600"
                        + ";keyid=\"poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U\""
                        + ";alg=\"ed25519\";expires=4889289600"
                        + ";nonce=\"n9p433xm+NJ3ph3upfBIGmsuwHw387YV7Q/F+6BSpGCVjYCqQw6rznNA8PVVLySrAWsv0hQtFioQb6E1YsauiA==\""
                        + ";tag=\"web-bot-auth\""))
            .text();

    assertTrue(
        verifies(
            base,
            "RdNFx5Bj6au3YgAMQL/RzmUlZE8QZLIaXGRpw985hWnwPfMxT228NMk6ehRS1PSl4e8PhbNZACSanGdhEwYCCg=="));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://EXAMPLE.com:443/a%20b?c=d | @authority | example.com",
        "https://example.com:8443 | @authority | example.com:8443",
        "http://example.com:80/ | @authority | example.com",
        "https://example.com | @path | /",
        "https://example.com/a%2Fb/ | @path | /a%2Fb/",
        "https://example.com/a | @query | ?",
        "https://example.com/a? | @query | ?",
        "https://example.com/a?x=1&y | @query | ?x=1&y",
        "https://example.com/a?x=1 | @request-target | /a?x=1",
        "https://example.com/a | @request-target | /a",
        "HTTPS://example.com/a | @scheme | https",
        "HTTPS://example.com/a | @target-uri | HTTPS://example.com/a"
      })
  void derives(String url, String component, String value) {
    HttpMessage message = HttpMessage.of("GET", url, Map.of());

    assertEquals(value, message.value(Member.Item.text(component)));
  }

  /** RFC 9421 §2.2.8. */
  @Test
  void encodesParametersOfTheQueryAnew() {
    HttpMessage message =
        HttpMessage.of(
            "GET", "https://example.com/?var=this%20is+a&qux=&fa%C3%A7ade%22%3A%20=x", Map.of());

    assertEquals("this%20is%20a", message.value(queryParameter("var")));
    assertEquals("", message.value(queryParameter("qux")));
    assertEquals("x", message.value(queryParameter("fa%C3%A7ade%22%3A%20")));
  }

  private static Member.Item queryParameter(String name) {
    return new Member.Item(new Bare.Text("@query-param"), Map.of("name", new Bare.Text(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(\"@status\")",
        "(\"@unknown\")",
        "(\"@signature-params\")",
        "(\"Date\")",
        "(\"x-absent\")",
        "(\"@authority\";req)",
        "(\"date\";sf)",
        "(\"date\";bs)",
        "(\"date\";tr)",
        "(\"date\";key=\"a\")",
        "(\"content-digest\";key=\"md5\")",
        "(\"@query-param\")",
        "(\"@query-param\";name=\"absent\")",
        "(\"@method\";name=\"a\")",
        "(1)",
        "(date)"
      })
  void refusesWhatIsNoComponentOfTheRequest(String input) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> base(input));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "example.com",
        "ftp://example.com/",
        "https:///a",
        "https://user@example.com/",
        "https://example.com/#a",
        "https://example.com/a b",
        "https://example.com/\u00e9",
        "https://example.com/\r\nx",
        "https://example.com/%zz"
      })
  void refusesOtherAddresses(String url) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> HttpMessage.of("GET", url, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\u0000", "\u00e9", "\u2028"})
  void refusesFieldsThatAreNotOneLineOfAscii(String value) {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> HttpMessage.of("GET", "https://example.com/", Map.of("x", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\n", "\u00e9", "(a)"})
  void refusesNamesAndMethodsThatAreNone(String name) {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> HttpMessage.of("GET", "https://example.com/", Map.of(name, "x")));
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> HttpMessage.of(name, "https://example.com/", Map.of()));
  }

  @Test
  void refusesOneNameInTwoSpellings() {
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> HttpMessage.of("GET", "https://example.com/", Map.of("Date", "a", "date", "b")));
  }

  @Test
  void coversEachComponentOnce() {
    Expect.refusal(Reason.INVALID_REQUEST, () -> Coverage.of(List.of()));
    Expect.refusal(Reason.INVALID_REQUEST, () -> Coverage.of(List.of("@path", "@path")));
    Expect.refusal(Reason.INVALID_REQUEST, () -> Coverage.of(List.of("@path\"")));
    Expect.refusal(Reason.INVALID_REQUEST, () -> Coverage.of(Collections.nCopies(33, "a")));
    assertEquals(
        "\"@query-param\";name=\"a\"",
        Coverage.of(List.of("@query-param;name=\"a\"")).components().getFirst().write());
  }

  @Property
  @Label("two coverages of a request, or two requests, never have one base")
  void isOfOneRequestAlone(
      @ForAll("paths") String path,
      @ForAll("paths") String otherPath,
      @ForAll("coverages") List<String> names,
      @ForAll("coverages") List<String> otherNames) {
    String one = base(path, names);
    String other = base(otherPath, otherNames);

    assertEquals(path.equals(otherPath) && names.equals(otherNames), one.equals(other));
    assertTrue(one.startsWith("\""), one);
  }

  private static String base(String path, List<String> names) {
    HttpMessage message =
        HttpMessage.of(
            "GET", "https://example.com/" + path, Map.of("x", "\"@path\": y", "y", path));
    return SignatureBase.of(
            message, new Member.InnerList(Coverage.of(names).components(), Map.of()))
        .text();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("abc/:").ofMaxLength(3);
  }

  @Provide
  Arbitrary<List<String>> coverages() {
    return Arbitraries.of("@method", "@authority", "@target-uri", "x")
        .list()
        .uniqueElements()
        .ofMaxSize(3)
        .map(some -> Stream.concat(some.stream(), Stream.of("@path")).toList());
  }

  @Test
  void needsALabelOnlyWhereThereAreSeveral() {
    String input = "(\"@path\");keyid=\"k\"";
    HttpMessage one = signed("a=" + input, "a=:AAAA:");
    HttpMessage two = signed("a=" + input + ", b=" + input, "a=:AAAA:, b=:AAAB:");

    assertTrue(PresentedRequest.read(one, Optional.empty()).isPresent());
    assertFalse(PresentedRequest.read(two, Optional.empty()).isPresent());
    assertEquals(
        "k", PresentedRequest.read(two, Optional.of("b")).map(Presented::kid).orElseThrow());
    for (String broken :
        List.of("a=1", "a", "b=" + input, "a=(\"@path\")", "a=(\"x\");keyid=\"k\"")) {
      assertFalse(
          PresentedRequest.read(signed(broken, "a=:AAAA:"), Optional.empty()).isPresent(), broken);
    }
  }

  private static HttpMessage signed(String input, String signature) {
    return HttpMessage.of(
        "GET",
        "https://example.com/a",
        Map.of("Signature-Input", input, "Signature", signature).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
