package dev.avowry.it;

import dev.avowry.model.Span;
import dev.avowry.model.Token;
import dev.avowry.model.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request for a token, and what came of it. */
record Attempt(Wish wish, Span when, Replica.Answer answer) {
  boolean granted() {
    return answer.status() == 200;
  }

  /** Whether nobody decided: no answer, or one that says so. */
  boolean undecided() {
    return answer.status() == 0 || answer.status() == 503;
  }

  /** The token as it reads, unproven. */
  Token token(Set<String> classes) {
    String jwt = answer.object().getString("access_token");
    String[] parts = jwt.split("\\.", -1);
    JsonObject claims = part(parts[1]);
    JsonObject lineage = claims.getJsonObject("status").getJsonObject("lineage");
    return new Token(
        jwt,
        claims.getString("jti"),
        part(parts[0]).getString("kid"),
        claims.getString("sub"),
        claims.getString("client_id"),
        lineage.getString("node"),
        strings(lineage.getJsonArray("path")),
        classes,
        lineage.getLong("seq"),
        actors(claims),
        Optional.ofNullable(claims.getJsonObject("may_act")).map(it -> it.getString("sub")),
        Set.of(claims.getString("scope", "").split(" ", -1)),
        claims.getString("aud"),
        Instant.ofEpochSecond(claims.getLong("iat")),
        Instant.ofEpochSecond(claims.getLong("exp")),
        when);
  }

  private static JsonObject part(String encoded) {
    return new JsonObject(
        new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
  }

  static Set<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).collect(Collectors.toSet());
  }

  private static List<String> actors(JsonObject claims) {
    List<String> actors = new ArrayList<>();
    JsonObject act = claims.getJsonObject("act");
    while (act != null) {
      actors.add(act.getString("sub"));
      act = act.getJsonObject("act");
    }
    return actors;
  }
}
