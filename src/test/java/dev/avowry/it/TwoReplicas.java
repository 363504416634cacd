package dev.avowry.it;

import com.nimbusds.jose.jwk.ECKey;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two replicas of the packaged service on one database, and somebody who may administer them. Each
 * has a way of its own to the database, and can be stopped, cut off and killed by itself.
 */
final class TwoReplicas implements AutoCloseable {
  private static final String BOOTSTRAP = "avb_two-replicas-0123456789-0123456789";

  private final ExternalDatabase database;
  private final List<Seat> seats;

  private TwoReplicas(ExternalDatabase database, List<Seat> seats) {
    this.database = database;
    this.seats = seats;
  }

  /** One of the replicas: what it is started with, and the process that it is now. */
  private static final class Seat {
    private final AvowryProcess.Setup setup;
    private final Relay way;
    private AvowryProcess process;

    Seat(AvowryProcess.Setup setup, Relay way) throws IOException {
      this.setup = setup;
      this.way = way;
      this.process = setup.launch();
    }

    void launchAgain() throws IOException {
      process.close();
      process = setup.launch();
    }
  }

  static TwoReplicas start(String name) throws Exception {
    return start(name, Map.of());
  }

  static TwoReplicas start(String name, Map<String, String> settings) throws Exception {
    Path folder = Folders.fresh(name);
    ExternalDatabase database = ExternalDatabase.in(folder);
    List<Seat> seats = new ArrayList<>();
    for (String each : List.of("one", "other")) {
      Relay way = database.anotherWay();
      AvowryProcess.Setup setup =
          AvowryProcess.in(folder.resolve(each))
              .on(database)
              .with("AVOWRY_DB_URL", database.url(way))
              .with("AVOWRY_KEK_FILE", database.kek().toString())
              .with("AVOWRY_ISSUER", Api.ISSUER)
              .with("AVOWRY_BOOTSTRAP_TOKEN", BOOTSTRAP);
      settings.forEach(setup::with);
      seats.add(new Seat(setup, way));
    }
    TwoReplicas pair = new TwoReplicas(database, seats);
    try {
      pair.awaitReady();
      return pair;
    } catch (Throwable failure) {
      // Nobody else has it yet, to end what it began.
      pair.close();
      throw failure;
    }
  }

  /** Returns when both serve. */
  void awaitReady() throws Exception {
    for (Seat seat : seats) {
      seat.process.awaitReady();
    }
  }

  Replica one() {
    return replica(0);
  }

  Replica two() {
    return replica(1);
  }

  /** The first or the second, with connections of its own. */
  Replica replica(int place) {
    return Replica.at(seats.get(place).process.uri("/"));
  }

  ExternalDatabase database() {
    return database;
  }

  /** Kills a replica, and begins to start it again at the same address. */
  void restart(int place) throws Exception {
    seats.get(place).process.kill();
    seats.get(place).launchAgain();
  }

  /** A replica does nothing any more, and knows nothing of it. */
  void freeze(int place) throws Exception {
    seats.get(place).process.freeze();
  }

  void thaw(int place) throws Exception {
    seats.get(place).process.thaw();
  }

  /** Nothing comes through between a replica and the database; the other has it as before. */
  void cutOff(int place) {
    seats.get(place).way.fallSilent();
  }

  void reconnect(int place) {
    seats.get(place).way.speakAgain();
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
    for (Seat seat : seats) {
      seat.process.close();
    }
    database.close();
  }
}
