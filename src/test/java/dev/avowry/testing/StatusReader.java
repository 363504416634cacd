package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/** Reads Token Status Lists as a verifier does that knows the draft and nothing of Avowry. */
public final class StatusReader {
  private StatusReader() {}

  /**
   * Where a token says that its status is told.
   *
   * @param path of the list on the service under test
   */
  public record Place(String path, int index) {}

  /** The place that the token names. */
  public static Place place(String token) {
    JsonPath claims = Api.claims(token);
    return new Place(
        URI.create(claims.getString("status.status_list.uri")).getPath(),
        claims.getInt("status.status_list.idx"));
  }

  /** The token's status: 0 is VALID, 1 is INVALID. */
  public static int status(String token) {
    Place place = place(token);
    return bit(list(place.path()), place.index());
  }

  /** The claims of a list whose signature and type hold. */
  public static JWTClaimsSet list(String path) {
    try {
      SignedJWT jwt =
          SignedJWT.parse(
              RestAssured.get(path)
                  .then()
                  .statusCode(200)
                  .contentType("application/statuslist+jwt")
                  .extract()
                  .asString());
      var keys = JWKSet.parse(RestAssured.get("/jwks").asString());
      var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
      if (!jwt.verify(new ECDSAVerifier(key))
          || !"statuslist+jwt".equals(jwt.getHeader().getType().getType())) {
        throw new AssertionError("not a status list: " + jwt.getHeader());
      }
      return jwt.getJWTClaimsSet();
    } catch (ParseException | JOSEException notAList) {
      throw new AssertionError(notAList);
    }
  }

  private static int bit(JWTClaimsSet list, int index) {
    try {
      Map<String, Object> status = list.getJSONObjectClaim("status_list");
      byte[] bytes =
          new InflaterInputStream(
                  new ByteArrayInputStream(
                      Base64.getUrlDecoder().decode((String) status.get("lst"))))
              .readAllBytes();
      return bytes[index / Byte.SIZE] >> (index % Byte.SIZE) & 1;
    } catch (ParseException notAList) {
      throw new AssertionError(notAList);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
