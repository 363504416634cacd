package dev.avowry.demo;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Who takes part: an administrator, a sponsor, agents. */
final class Cast {
  private final Api api;
  private final Narrator narrator;

  Cast(Api api, Narrator narrator) {
    this.api = api;
    this.narrator = narrator;
  }

  /** The administrator's access token. */
  String administrator(String bootstrapToken) {
    narrator.step("The first administrator gets in: the bootstrap token works once.");
    Answer answer = api.post("/v1/bootstrap", bootstrapToken);
    if (answer.status() == 401) {
      throw new Ended("the bootstrap token was used already, or has expired: " + Demo.HOW_TO_START);
    }
    narrator.shows(answer.expect(200).body(), "access_token", "expires_in");
    return answer.text("access_token");
  }

  /** The sponsor's id. */
  String sponsor(String admin) {
    narrator.step("A human is registered who answers for agents: the sponsor.");
    Answer answer =
        api.post(
            "/v1/sponsors",
            admin,
            Json.object(entry("name", "Grace Sponsor"), entry("email", "grace@orders.example")));
    narrator.shows(answer.expect(201).body(), "id", "state");
    return answer.text("id");
  }

  /** An agent that an administrator puts directly below a sponsor. */
  Player agent(String admin, String sponsor, Map<String, Object> asked) {
    AgentKey key = AgentKey.generate();
    Map<String, Object> body = Json.object(entry("sponsor", sponsor));
    body.putAll(asked);
    return register(admin, body, key);
  }

  /** An agent that another one spawns below itself: no sponsor is named, no human asked. */
  Player spawned(String parentToken, Map<String, Object> asked) {
    return register(parentToken, asked, AgentKey.generate());
  }

  /** What is asked for a new agent. */
  static Map<String, Object> asked(
      String name, String kind, String purpose, List<String> scopes, int maxDepth) {
    return Json.object(
        entry("name", name),
        entry("kind", kind),
        entry("purpose", purpose),
        entry("scopes", scopes),
        entry("resources", List.of(Walk.ORDERS)),
        entry("max_depth", maxDepth));
  }

  private Player register(String token, Map<String, Object> asked, AgentKey key) {
    Map<String, Object> body = Json.object();
    body.putAll(asked);
    body.put("jwks", key.publicKeys());
    Answer answer = api.post("/v1/agents", token, body).expect(201);
    narrator.shows(answer.body(), "id", "sponsor", "parent", "scopes", "state");
    return new Player(String.valueOf(asked.get("name")), answer.text("id"), key);
  }
}
