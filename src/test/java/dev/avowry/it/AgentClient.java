package dev.avowry.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A registered agent that gets tokens by its own key. */
record AgentClient(String id, ECKey key, String issuer) {
  static AgentClient registeredBy(Administrator administrator, String issuer) throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    JsonNode sponsor =
        administrator.make("/v1/sponsors", "{\"name\": \"Ada\", \"email\": \"ada@example.org\"}");
    JsonNode agent =
        administrator.make(
            "/v1/agents",
            """
            {"name": "reader", "kind": "ai_agent", "purpose": "reads", "sponsor": "%s",
             "scopes": ["read"], "resources": ["https://api.example.org"],
             "jwks": {"keys": [%s]}}
            """
                .formatted(sponsor.get("id").asText(), key.toPublicJWK().toJSONString()));
    return new AgentClient(agent.get("id").asText(), key, issuer);
  }

  /** Asks with the given proofs of possession, RFC 9449 §5. */
  HttpResponse<String> askForToken(AvowryProcess replica, String... proofs) throws Exception {
    String form =
        "grant_type=client_credentials&scope=read&resource="
            + encode("https://api.example.org")
            + "&client_assertion_type="
            + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + assertion();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(replica.uri("/token"))
            .header("Content-Type", "application/x-www-form-urlencoded");
    for (String proof : proofs) {
      request.header("DPoP", proof);
    }
    return replica.send(request.POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private String assertion() throws JOSEException {
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
