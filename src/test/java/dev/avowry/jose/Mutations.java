package dev.avowry.jose;

import static dev.avowry.jose.Mutation.Scope.ANY;
import static dev.avowry.jose.Mutation.Scope.KNOWN_KEY;
import static dev.avowry.jose.Mutation.Scope.SIGNED_OUTSIDE;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.avowry.testing.Forged;
import dev.avowry.testing.TestClient;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is known to be done to a JWT, by the numbers of the threat model. */
final class Mutations {
  private static final int HALF = 32;
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final List<Mutation> all = new ArrayList<>();
  private final String sink;

  private Mutations(String sink) {
    this.sink = sink;
  }

  /**
   * All of them.
   *
   * @param sink where nobody may connect to, whatever a header says
   */
  static List<Mutation> all(String sink) {
    Mutations mutations = new Mutations(sink);
    mutations.algorithms();
    mutations.signatures();
    mutations.keys();
    mutations.extensions();
    mutations.kinds();
    mutations.forms();
    mutations.members();
    mutations.times();
    mutations.encryption();
    mutations.sizes();
    mutations.changes();
    return List.copyOf(mutations.all);
  }

  private void add(String name, Mutation.Scope scope, Function<JwtDraft, String> forge) {
    all.add(new Mutation(name, scope, forge));
  }

  private void algorithms() {
    for (String alg :
        List.of(
            "none", "None", "nOnE", "NONE", "", "HS256", "RS256", "PS256", "ES384", "ES256K",
            "es256", "EdDSA", "ES256 ", "dir")) {
      add("A-001 alg '" + alg + "', signed", ANY, draft -> draft.header("alg", alg).sign());
    }
    for (String alg : List.of("none", "None", "ES256")) {
      add(
          "A-001 alg '" + alg + "', an empty signature",
          ANY,
          draft -> draft.header("alg", alg).input() + ".");
      add("A-001 alg '" + alg + "', no third part", ANY, draft -> draft.header("alg", alg).input());
    }
    add("A-001 alg null", ANY, draft -> draft.header("alg", List.of()).sign());
    add("A-001 alg a number", ANY, draft -> draft.header("alg", 256).sign());
    add(
        "A-001 alg missing",
        ANY,
        draft -> {
          draft.header().remove("alg");
          return draft.sign();
        });
    add("A-002 HS256 by the key as DER", ANY, draft -> hmac(draft, der(draft)));
    add("A-002 HS256 by the key as PEM", ANY, draft -> hmac(draft, pem(draft)));
    add(
        "A-002 HS256 by the key as JWK",
        ANY,
        draft -> hmac(draft, draft.key().toJSONString().getBytes(StandardCharsets.UTF_8)));
  }

  private void signatures() {
    add("A-004 r = s = 0", ANY, draft -> draft.signedBy(_ -> new byte[2 * HALF]));
    add("A-004 r = s = n", ANY, draft -> draft.signedBy(_ -> pair(ORDER, ORDER)));
    add("A-004 r = n", ANY, draft -> draft.signedBy(with(draft, 0, ORDER)));
    add("A-004 s = 0", ANY, draft -> draft.signedBy(with(draft, HALF, BigInteger.ZERO)));
    add("A-005 as DER", ANY, draft -> draft.signedBy(derOf(draft)));
    add("A-005 a byte short", ANY, draft -> draft.signedBy(cut(draft, 2 * HALF - 1)));
    add("A-005 a byte long", ANY, draft -> draft.signedBy(cut(draft, 2 * HALF + 1)));
    add("A-005 r alone", ANY, draft -> draft.signedBy(cut(draft, HALF)));
    add(
        "A-005 s and r in the other order",
        ANY,
        draft ->
            draft.signedBy(
                input -> {
                  byte[] signature = draft.signer().apply(input);
                  byte[] swapped = new byte[2 * HALF];
                  System.arraycopy(signature, HALF, swapped, 0, HALF);
                  System.arraycopy(signature, 0, swapped, HALF, HALF);
                  return swapped;
                }));
  }

  private void keys() {
    add(
        "A-006 signed by a key that the header brings",
        KNOWN_KEY,
        draft -> {
          ECKey own = TestClient.newKey();
          draft.header("jwk", own.toPublicJWK().toJSONObject());
          return Forged.jws(own, draft.headerText(), draft.claimsText());
        });
    add("A-006 signed by a key of the same name", ANY, Mutations::byAnother);
    for (String member : List.of("jku", "x5u")) {
      add(
          "A-007 signed by a key that " + member + " names",
          ANY,
          draft -> byAnother(draft.header(member, sink + "/" + member)));
    }
    add(
        "A-007 signed by a key that x5c brings",
        ANY,
        draft -> byAnother(draft.header("x5c", List.of("MIIB"))));
    for (String kid : List.of("' or '1'='1", "../../etc/passwd", "nobody")) {
      add("A-008 kid " + kid, KNOWN_KEY, draft -> draft.header("kid", kid).sign());
    }
    for (Object kid : List.of("", "a\u0000b", "x".repeat(1_000), List.of("x"), Map.of("a", 1), 7)) {
      add(
          "A-008 kid of " + kid.getClass().getSimpleName() + " " + kid.toString().length(),
          ANY,
          draft -> draft.header("kid", kid).sign());
    }
  }

  private static String byAnother(JwtDraft draft) {
    return Forged.jws(TestClient.newKey(), draft.headerText(), draft.claimsText());
  }

  private void extensions() {
    add("A-009 crit", ANY, draft -> draft.header("crit", List.of("exp")).sign());
    add("A-009 an empty crit", ANY, draft -> draft.header("crit", List.of()).sign());
    add("A-009 b64", ANY, draft -> draft.header("b64", false).sign());
    add(
        "A-009 b64 and crit, the payload as it is",
        ANY,
        draft -> {
          draft.header("b64", false).header("crit", List.of("b64"));
          return draft.signed(Base64URL.encode(draft.headerText()) + "." + draft.claimsText());
        });
    add("A-009 zip", ANY, draft -> draft.header("zip", "DEF").sign());
    add(
        "A-009 a detached payload",
        ANY,
        draft -> {
          String[] parts = draft.sign().split("\\.", -1);
          return parts[0] + ".." + parts[2];
        });
  }

  private void kinds() {
    for (String typ :
        List.of(
            "secevent+jwt",
            "logout+jwt",
            "revocations+jwt",
            "statuslist+jwt",
            "token-introspection+jwt",
            "entity-statement+jwt",
            "jose+json",
            "x")) {
      add("A-010 typ " + typ, ANY, draft -> draft.header("typ", typ).sign());
    }
    add("A-010 typ a number", ANY, draft -> draft.header("typ", 1).sign());
    add("A-010 typ a list", ANY, draft -> draft.header("typ", List.of("JWT")).sign());
  }

  private void forms() {
    add(
        "A-011 JSON, flattened",
        ANY,
        draft -> parts(draft, "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"));
    add(
        "A-011 JSON, general",
        ANY,
        draft ->
            parts(
                draft,
                "{\"payload\":\"%2$s\",\"signatures\":[{\"protected\":\"%1$s\",\"signature\":\"%3$s\"}]}"));
    add("A-011 JSON that looks compact", ANY, draft -> parts(draft, "{\"x\":\"%s.%s.%s\"}"));
    add("A-012 a padded header", ANY, draft -> parts(draft, "%s=.%s.%s"));
    add("A-012 a padded payload", ANY, draft -> parts(draft, "%s.%s=.%s"));
    add("A-012 a padded signature", ANY, draft -> parts(draft, "%s.%s.%s=="));
    add("A-012 a space after the header", ANY, draft -> parts(draft, "%s .%s.%s"));
    add("A-012 a space within", ANY, draft -> parts(draft, "%s. %s.%s"));
    add("A-012 a plus", ANY, draft -> parts(draft, "%s.%s.%s+"));
    add("A-012 four parts", ANY, draft -> parts(draft, "%s.%s.%s.%3$s"));
    add("A-012 an empty fourth part", ANY, draft -> parts(draft, "%s.%s.%s."));
    add("A-012 commas", ANY, draft -> parts(draft, "%s,%s,%s"));
    add("A-012 bits after the end of the signature", ANY, Mutations::looseBits);
    add(
        "A-012 a header with a byte order mark",
        ANY,
        draft -> draft.sign("\uFEFF" + draft.headerText(), draft.claimsText()));
    add(
        "A-012 a payload in UTF-16",
        ANY,
        draft ->
            draft.sign(
                draft.headerText().getBytes(StandardCharsets.UTF_8),
                draft.claimsText().getBytes(StandardCharsets.UTF_16)));
    add(
        "A-012 a payload that is no UTF-8",
        ANY,
        draft ->
            draft.sign(
                draft.headerText().getBytes(StandardCharsets.UTF_8),
                draft.claim("x", "é").claimsText().getBytes(StandardCharsets.ISO_8859_1)));
    add(
        "A-012 half a surrogate",
        ANY,
        draft -> draft.sign(draft.headerText(), first(draft.claimsText(), "\"x\":\"\\ud800\"")));
    add(
        "A-012 white space around a payload",
        ANY,
        draft -> draft.sign(draft.headerText(), draft.claimsText() + "{}"));
    add(
        "A-012 a payload that is a list",
        ANY,
        draft -> draft.sign(draft.headerText(), "[" + draft.claimsText() + "]"));
    add("A-012 a header that is a string", ANY, draft -> draft.sign("\"alg\"", draft.claimsText()));
  }

  private void members() {
    for (String member : List.of("alg", "typ")) {
      add(
          "A-013 " + member + " twice",
          ANY,
          draft ->
              draft.sign(
                  first(draft.headerText(), "\"" + member + "\":\"x\""), draft.claimsText()));
    }
    for (String claim : List.of("iss", "sub", "aud", "jti", "exp", "iat", "htu", "scope")) {
      add(
          "A-013 " + claim + " twice",
          ANY,
          draft -> {
            draft.claims().putIfAbsent(claim, "x");
            return draft.sign(
                draft.headerText(), first(draft.claimsText(), "\"" + claim + "\":\"x\""));
          });
    }
    add(
        "A-013 a member twice, once escaped",
        ANY,
        draft ->
            draft.sign(
                draft.headerText(),
                first(draft.claimsText(), "\"\\u0065xp\":9999999999,\"exp\":1")));
  }

  private void times() {
    for (String value :
        List.of(
            "\"%d\"",
            "%d.5",
            "-1",
            "1e400",
            "1e1000000",
            "9223372036854775808",
            "%d000",
            "null",
            "[%d]",
            "true",
            "0x5f",
            "NaN",
            "1")) {
      add(
          "A-014 a time of " + value,
          SIGNED_OUTSIDE,
          draft -> {
            long time = Long.parseLong(String.valueOf(draft.claims().remove(draft.time())));
            String raw = value.contains("%d") ? value.formatted(time) : value;
            return draft.sign(
                draft.headerText(), first(draft.claimsText(), "\"" + draft.time() + "\":" + raw));
          });
    }
    add(
        "A-014 no time",
        SIGNED_OUTSIDE,
        draft -> {
          draft.claims().remove(draft.time());
          return draft.sign();
        });
  }

  private void encryption() {
    for (String header :
        List.of(
            "{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}",
            "{\"alg\":\"RSA1_5\",\"enc\":\"A128CBC-HS256\"}",
            "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2s\":\"AAAA\",\"p2c\":2147483647}",
            "{\"alg\":\"ECDH-ES\",\"enc\":\"unknown\"}")) {
      add(
          "A-020, A-021 encrypted: " + header,
          ANY,
          draft -> Base64URL.encode(header) + "..AAAA." + Base64URL.encode(draft.sign()) + ".AAAA");
      add(
          "A-020 the header of an encrypted one: " + header,
          ANY,
          draft -> draft.sign(header, draft.claimsText()));
    }
  }

  private void sizes() {
    add("A-022 10 KB more", SIGNED_OUTSIDE, draft -> draft.claim("x", "x".repeat(10_000)).sign());
    add(
        "A-022 a thousand deep",
        ANY,
        draft ->
            draft.sign(
                draft.headerText(),
                first(draft.claimsText(), "\"x\":" + "[".repeat(1_000) + "]".repeat(1_000))));
    add(
        "A-022 a header a thousand deep",
        ANY,
        draft ->
            draft.sign(
                first(draft.headerText(), "\"x\":" + "[".repeat(1_000) + "]".repeat(1_000)),
                draft.claimsText()));
  }

  private void changes() {
    for (int place = 0; place < 16; place++) {
      int sixteenth = place;
      add(
          "A-025 a character changed after %d sixteenths".formatted(place),
          ANY,
          draft -> {
            String text = draft.sign();
            int at = text.length() * sixteenth / 16;
            char changed = text.charAt(at) == 'A' ? 'B' : 'A';
            return text.substring(0, at) + changed + text.substring(at + 1);
          });
      add(
          "A-025 cut after %d sixteenths".formatted(place),
          ANY,
          draft -> {
            String text = draft.sign();
            return text.substring(0, Math.max(1, text.length() * sixteenth / 16));
          });
    }
    add(
        "A-025 a part of another",
        ANY,
        draft -> {
          String[] own = draft.sign().split("\\.", -1);
          draft.claim("x", "another");
          return own[0] + "." + Base64URL.encode(draft.claimsText()) + "." + own[2];
        });
    add("A-025 extended", ANY, draft -> draft.sign() + "AAAA");
    add("A-025 twice in a row", ANY, draft -> draft.sign() + draft.sign());
  }

  /** As the first member of an object. */
  private static String first(String object, String member) {
    return object.equals("{}") ? "{" + member + "}" : "{" + member + "," + object.substring(1);
  }

  private static String parts(JwtDraft draft, String form) {
    return form.formatted((Object[]) draft.sign().split("\\.", -1));
  }

  /** 64 bytes are 86 characters, of which the last has four bits too many. */
  private static String looseBits(JwtDraft draft) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String text = draft.sign();
    int last = alphabet.indexOf(text.charAt(text.length() - 1));
    return text.substring(0, text.length() - 1) + alphabet.charAt(last + 1);
  }

  private static UnaryOperator<byte[]> with(JwtDraft draft, int at, BigInteger number) {
    return input -> {
      byte[] signature = draft.signer().apply(input);
      System.arraycopy(fixed(number), 0, signature, at, HALF);
      return signature;
    };
  }

  private static UnaryOperator<byte[]> cut(JwtDraft draft, int length) {
    return input -> Arrays.copyOf(draft.signer().apply(input), length);
  }

  private static UnaryOperator<byte[]> derOf(JwtDraft draft) {
    return input -> {
      try {
        return ECDSA.transcodeSignatureToDER(draft.signer().apply(input));
      } catch (JOSEException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private static byte[] pair(BigInteger r, BigInteger s) {
    byte[] both = Arrays.copyOf(fixed(r), 2 * HALF);
    System.arraycopy(fixed(s), 0, both, HALF, HALF);
    return both;
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[HALF];
    int length = Math.min(HALF, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, HALF - length, length);
    return fixed;
  }

  private static byte[] der(JwtDraft draft) {
    try {
      return draft.key().toECKey().toECPublicKey().getEncoded();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] pem(JwtDraft draft) {
    return ("-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(draft))
            + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String hmac(JwtDraft draft, byte[] secret) {
    return draft
        .header("alg", "HS256")
        .signedBy(
            input -> {
              try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(input);
              } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
              }
            });
  }
}
