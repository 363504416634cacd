package dev.avowry.bench.gate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Knows of nothing but Token Status Lists (draft-ietf-oauth-status-list §8.3). */
final class StatusListGate implements Gate {
  private static final int LARGEST = 1 << 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JWKSet keys;
  private volatile boolean closed;

  StatusListGate(String issuer) {
    try {
      this.keys = JWKSet.parse(get(URI.create(issuer + "/jwks"), "application/json"));
    } catch (ParseException e) {
      throw new IllegalStateException("the keys cannot be read", e);
    }
  }

  /**
   * Where a token's status is.
   *
   * @param index of its bit
   */
  private record Place(URI uri, int index) {}

  /**
   * A list as it was fetched.
   *
   * @param ttl after which it is to be fetched again
   */
  private record Fetched(BitSet ended, Duration ttl) {}

  @Override
  public void admit(String token, LongConsumer refused) {
    Place place = place(verified(token));
    Fetched list = fetch(place.uri());
    if (list.ended().get(place.index())) {
      throw new IllegalStateException("a live token is refused");
    }
    Thread.startVirtualThread(() -> follow(place, list.ttl(), refused));
  }

  /** Others fetched their list at other times: the first one here is of any age. */
  private void follow(Place place, Duration ttl, LongConsumer refused) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(ttl.toMillis()));
      while (!closed) {
        Fetched list = fetch(place.uri());
        if (list.ended().get(place.index())) {
          refused.accept(System.nanoTime());
          return;
        }
        Thread.sleep(list.ttl());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fetched fetch(URI uri) {
    Map<String, Object> claims = verified(get(uri, "application/statuslist+jwt"));
    if (claims.get("status_list") instanceof Map<?, ?> list
        && list.get("lst") instanceof String text
        && claims.get("ttl") instanceof Number ttl) {
      return new Fetched(inflated(text), Duration.ofSeconds(ttl.longValue()));
    }
    throw new IllegalStateException("the status list is none");
  }

  private static Place place(Map<String, Object> claims) {
    if (claims.get("status") instanceof Map<?, ?> status
        && status.get("status_list") instanceof Map<?, ?> list
        && list.get("uri") instanceof String uri
        && list.get("idx") instanceof Number index) {
      return new Place(URI.create(uri), index.intValue());
    }
    throw new IllegalStateException("the token names no status list");
  }

  private Map<String, Object> verified(String text) {
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
      if (key == null || !jwt.verify(new ECDSAVerifier(key.toECKey()))) {
        throw new IllegalStateException("a signature does not hold");
      }
      return jwt.getJWTClaimsSet().getClaims();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("what came is no JWT", e);
    }
  }

  private static BitSet inflated(String text) {
    byte[] bits = new byte[LARGEST];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(Base64.getUrlDecoder().decode(text));
      return BitSet.valueOf(ByteBuffer.wrap(bits, 0, inflater.inflate(bits)));
    } catch (DataFormatException e) {
      throw new IllegalStateException("the status list cannot be read", e);
    }
  }

  private String get(URI uri, String accept) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(uri).header("Accept", accept).build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(uri + " answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(uri + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }
}
