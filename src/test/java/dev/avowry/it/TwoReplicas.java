package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Two replicas of the packaged service on one database, and somebody who may administer them. */
final class TwoReplicas implements AutoCloseable {
  private static final String BOOTSTRAP = "avb_two-replicas-0123456789-0123456789";

  private final ExternalDatabase database;
  private final AvowryProcess first;
  private final AvowryProcess second;

  private TwoReplicas(ExternalDatabase database, AvowryProcess first, AvowryProcess second) {
    this.database = database;
    this.first = first;
    this.second = second;
  }

  static TwoReplicas start(String name) throws Exception {
    Path folder = Folders.fresh(name);
    ExternalDatabase database = ExternalDatabase.in(folder);
    AvowryProcess first = launch(folder.resolve("one"), database);
    AvowryProcess second = launch(folder.resolve("other"), database);
    first.awaitReady();
    second.awaitReady();
    return new TwoReplicas(database, first, second);
  }

  private static AvowryProcess launch(Path folder, ExternalDatabase database) throws Exception {
    return AvowryProcess.in(folder)
        .on(database)
        .with("AVOWRY_KEK_FILE", database.kek().toString())
        .with("AVOWRY_ISSUER", Api.ISSUER)
        .with("AVOWRY_BOOTSTRAP_TOKEN", BOOTSTRAP)
        .launch();
  }

  Replica one() {
    return Replica.at(first.uri("/"));
  }

  Replica two() {
    return Replica.at(second.uri("/"));
  }

  /** An agent that may administer, registered by who redeemed the bootstrap token. */
  TestClient administrator() {
    Replica replica = one();
    String token =
        replica.post("/v1/bootstrap", BOOTSTRAP, "").require(200).json().getString("access_token");
    String sponsor = replica.get("/v1/me", token).require(200).json().getString("sponsor");
    ECKey key = TestClient.newKey();
    JsonObject body =
        new JsonObject()
            .put("name", "administrator")
            .put("kind", "service")
            .put("purpose", "administers")
            .put("sponsor", sponsor)
            .put("scopes", new JsonArray(List.of("admin")))
            .put("jwks", Replica.keys(key));
    String id =
        replica.post("/v1/agents", token, body.encode()).require(201).json().getString("id");
    return new TestClient(id, key);
  }

  @Override
  public void close() throws IOException {
    first.close();
    second.close();
    database.close();
  }
}
