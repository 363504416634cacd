package dev.avowry.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Reads a JWK strictly; every no is {@code invalid_key} with a sentence that says what to do. */
final class JwkReader {
  /** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
  private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final int COORDINATE_BYTES = 32;

  /** RFC 8410 §4: what stands before the 32 bytes of an Ed25519 key in its DER form. */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private JwkReader() {}

  static Jwk read(Claims members) {
    refuseSecrets(members);
    refuseOtherUses(members);
    Optional<String> kid = kid(members);
    return switch (string(members, "kty")) {
      case "EC" -> jwk(kid, fixed(members, Algorithm.ES256), ec(members));
      case "OKP" -> jwk(kid, fixed(members, Algorithm.EDDSA), okp(members));
      case "RSA" -> jwk(kid, rsaAlgorithm(members), rsa(members));
      default -> throw invalid("kty must be EC, OKP or RSA");
    };
  }

  static Jwk read(Algorithm algorithm, PublicKey key) {
    KeyShape.flaw(algorithm, key)
        .ifPresent(
            flaw -> {
              throw invalid(flaw);
            });
    return switch (key) {
      case ECPublicKey ec ->
          jwk(Optional.empty(), algorithm, new ECKey.Builder(Curve.P_256, ec).build());
      case RSAPublicKey rsa -> jwk(Optional.empty(), algorithm, new RSAKey.Builder(rsa).build());
      default -> jwk(Optional.empty(), algorithm, okp(lastBytes(key.getEncoded())));
    };
  }

  private static void refuseSecrets(Claims members) {
    if (SECRETS.stream().anyMatch(members::has)) {
      throw invalid(
          "the JWK contains private or symmetric key material: make a new key pair and send only"
              + " its public part");
    }
  }

  private static void refuseOtherUses(Claims members) {
    if (members.has("use") && !members.text("use").equals(Optional.of("sig"))) {
      throw invalid("use must be sig or absent");
    }
    if (members.has("key_ops") && !members.list("key_ops").equals(Optional.of(List.of("verify")))) {
      throw invalid("key_ops must be [\"verify\"] or absent");
    }
  }

  private static Optional<String> kid(Claims members) {
    if (members.has("kid") && members.text("kid").filter(CompactJwt::isKid).isEmpty()) {
      throw invalid("kid must be 1 to 256 visible ASCII characters");
    }
    return members.text("kid");
  }

  private static Algorithm fixed(Claims members, Algorithm only) {
    if (members.has("alg") && !members.text("alg").equals(Optional.of(only.joseName()))) {
      throw invalid("alg of this kind of key must be %s or absent".formatted(only));
    }
    return only;
  }

  private static Algorithm rsaAlgorithm(Claims members) {
    if (!members.has("alg")) {
      return Algorithm.PS256;
    }
    return members
        .text("alg")
        .flatMap(Algorithm::named)
        .filter(Algorithm::isRsa)
        .orElseThrow(() -> invalid("alg of an RSA key must be PS256, RS256 or absent"));
  }

  private static JWK ec(Claims members) {
    if (!string(members, "crv").equals("P-256")) {
      throw invalid("crv of an EC key must be P-256");
    }
    Base64URL x = Base64URL.encode(bytes(members, "x", COORDINATE_BYTES));
    Base64URL y = Base64URL.encode(bytes(members, "y", COORDINATE_BYTES));
    try {
      return new ECKey.Builder(Curve.P_256, x, y).build();
    } catch (IllegalStateException | IllegalArgumentException offCurve) {
      throw invalid("the point x, y is not on the curve P-256");
    }
  }

  private static JWK okp(Claims members) {
    if (!string(members, "crv").equals("Ed25519")) {
      throw invalid("crv of an OKP key must be Ed25519");
    }
    return okp(bytes(members, "x", COORDINATE_BYTES));
  }

  private static JWK okp(byte[] x) {
    // Under a point of small order one signature fits every message.
    if (!Ed25519.validatePublicKeyFull(x, 0)) {
      throw invalid("x is not a point of the curve Ed25519 that can be a key");
    }
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
  }

  private static JWK rsa(Claims members) {
    byte[] modulus = unsigned(members, "n");
    byte[] exponent = unsigned(members, "e");
    return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
  }

  private static Jwk jwk(Optional<String> kid, Algorithm algorithm, JWK material) {
    PublicKey key = publicKey(material);
    KeyShape.flaw(algorithm, key)
        .ifPresent(
            flaw -> {
              throw invalid(flaw);
            });
    return new Jwk(kid, algorithm, material, key);
  }

  private static PublicKey publicKey(JWK material) {
    try {
      return switch (material) {
        case ECKey ec -> ec.toECPublicKey();
        case RSAKey rsa -> rsa.toRSAPublicKey();
        case OctetKeyPair okp -> ed25519(okp.getDecodedX());
        default -> throw new IllegalStateException("no such kind of key");
      };
    } catch (JOSEException | GeneralSecurityException broken) {
      throw invalid("the members do not make a key of this kind");
    }
  }

  private static PublicKey ed25519(byte[] x) throws GeneralSecurityException {
    byte[] der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + x.length);
    System.arraycopy(x, 0, der, ED25519_PREFIX.length, x.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
  }

  private static byte[] lastBytes(byte[] der) {
    return Arrays.copyOfRange(der, der.length - COORDINATE_BYTES, der.length);
  }

  private static String string(Claims members, String name) {
    return members
        .text(name)
        .orElseThrow(() -> invalid("the JWK needs %s, a string".formatted(name)));
  }

  private static byte[] bytes(Claims members, String name) {
    return Base64Url.decode(string(members, name))
        .orElseThrow(() -> invalid("%s must be base64url without padding".formatted(name)));
  }

  private static byte[] bytes(Claims members, String name, int length) {
    byte[] bytes = bytes(members, name);
    if (bytes.length != length) {
      throw invalid("%s must be %d bytes in base64url".formatted(name, length));
    }
    return bytes;
  }

  /** RFC 7518 §2, Base64urlUInt: the fewest bytes, so that a number has one spelling. */
  private static byte[] unsigned(Claims members, String name) {
    byte[] bytes = bytes(members, name);
    if (bytes.length == 0 || bytes[0] == 0) {
      throw invalid("%s must not be empty or begin with a zero byte".formatted(name));
    }
    return bytes;
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_KEY, detail);
  }
}
