package com.example.orders;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The resource server's own access token for the issuer's API, with which it acknowledges: asked
 * for by client credentials and {@code private_key_jwt} (RFC 7523), and again before it expires.
 */
final class OwnToken implements Supplier<String> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String issuer;
  private final String clientId;
  private final ECKey key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private String token = "";
  private Instant renewAt = Instant.MIN;

  /**
   * @param keyFile the client's private key, a JWK for ES256
   */
  OwnToken(String issuer, String clientId, Path keyFile) throws IOException {
    this.issuer = issuer;
    this.clientId = clientId;
    try {
      this.key = ECKey.parse(Files.readString(keyFile));
    } catch (ParseException e) {
      throw new IOException("there is no JWK in " + keyFile, e);
    }
  }

  @Override
  public synchronized String get() {
    if (!Instant.now().isBefore(renewAt)) {
      try {
        renew();
      } catch (IOException | JOSEException | ParseException e) {
        throw new IllegalStateException("no token to acknowledge with", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking for a token", e);
      }
    }
    return token;
  }

  private void renew() throws IOException, InterruptedException, JOSEException, ParseException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the token endpoint answered " + answer.statusCode());
    }
    Map<String, Object> grant = JSONObjectUtils.parse(answer.body());
    token = JSONObjectUtils.getString(grant, "access_token");
    // Half of its life is left when it is replaced.
    renewAt = Instant.now().plusSeconds(JSONObjectUtils.getLong(grant, "expires_in") / 2);
  }

  private String form() throws JOSEException {
    Map<String, String> parameters =
        Map.of(
            "grant_type", "client_credentials",
            "scope", "revocations:ack",
            "resource", issuer,
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion", assertion());
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private String assertion() throws JOSEException {
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
