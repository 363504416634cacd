package dev.avowry.audit.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.audit.http.Trail.Line;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the record. */
@AvowryTest
class EventsTest {
  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("GET /v1/audit/events?agent=… → what happened to it, and leaves that agree")
    void readsWhatHappenedToAnAgent() throws Exception {
      TestClient agent =
          Api.agent(Api.sponsor())
              .with(
                  "code_root",
                  Map.of("repository", "https://git.example/a", "commit", "a".repeat(40)))
              .register();
      String jti = Api.claims(agent.token("read", Api.ORDERS)).getString("jti");
      agent.clientCredentials(Map.of("scope", "forbidden", "resource", Api.ORDERS));

      Trail.await(3, "agent=" + agent.id());
      Trail.page("agent=" + agent.id())
          .then()
          .body("events.event.type", contains("agent_registered", "token_issued", "token_refused"))
          .body("events[0].event.code_root", equalTo("https://git.example/a@" + "a".repeat(40)))
          .body("events[0].event.detail.scopes", equalTo("agents:spawn read write"))
          .body("events[1].event.jti", equalTo(jti))
          .body("events[1].event.code_root", equalTo("https://git.example/a@" + "a".repeat(40)))
          .body("events[1].event.detail.scope", equalTo("read"))
          .body("events[1].event.target", equalTo(Api.ORDERS))
          .body("events[2].event.decision", equalTo("refused"));
      assertTrue(Trail.lines("agent=" + agent.id()).stream().allMatch(Line::agrees));
    }

    @Test
    @DisplayName("GET /v1/audit/events page by page → every row once, both ways")
    void pagesBothWays() throws Exception {
      TestClient agent = Api.agent(Api.sponsor()).register();
      for (int i = 0; i < 4; i++) {
        agent.token("read", Api.ORDERS);
      }
      List<Integer> all = Trail.await(5, "agent=" + agent.id());

      List<Integer> newest = new ArrayList<>(all);
      Collections.reverse(newest);
      assertEquals(all, pages("agent=" + agent.id() + "&limit=2", "after"));
      assertEquals(newest, pages("order=desc&agent=" + agent.id() + "&limit=2", "before"));
      assertEquals(newest, pages("order=desc&below=" + agent.id() + "&limit=2", "before"));
    }

    private List<Integer> pages(String query, String key) {
      List<Integer> seen = new ArrayList<>();
      String next = "";
      while (next != null) {
        Response page = Trail.page(query + next);
        page.then().statusCode(200);
        seen.addAll(page.path("events.index"));
        String cursor = page.path("next");
        next = cursor == null ? null : "&" + key + "=" + cursor;
      }
      return seen;
    }

    @Test
    @DisplayName("GET /v1/audit/events with each filter → what passes it and nothing else")
    void filters() throws Exception {
      String sponsor = Api.sponsor();
      Instant begin = Instant.now();
      TestClient parent = Api.agent(sponsor).register();
      TestClient child = NewTestAgent.subAgent().register(parent.ownToken("agents:spawn"));
      String jti = Api.claims(child.ownToken("read")).getString("jti");
      List<Integer> all = Trail.await(5, "sponsor=" + sponsor);

      assertEquals(all.subList(1, 5), Trail.indexes("below=" + parent.id()));
      assertEquals(all.subList(3, 5), Trail.indexes("below=" + child.id()));
      assertEquals(all.subList(0, 1), Trail.indexes("node=" + sponsor));
      assertEquals(all.subList(4, 5), Trail.indexes("jti=" + jti));
      assertEquals(
          List.of(all.get(0), all.get(1), all.get(3)),
          Trail.indexes("type=agent_registered&type=sponsor_registered&sponsor=" + sponsor));
      assertEquals(List.of(), Trail.indexes("decision=refused&sponsor=" + sponsor));
      assertEquals(all.subList(1, 5), Trail.indexes("since=" + begin + "&sponsor=" + sponsor));
      assertEquals(all.subList(0, 1), Trail.indexes("until=" + begin + "&sponsor=" + sponsor));
      assertEquals(
          all.subList(2, 4),
          Trail.indexes(
              "after=%d&before=%d&sponsor=%s".formatted(all.get(1), all.get(4), sponsor)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "agent=x", "sponsor=y", "node=%27", "below=AAAAAAAAAA", "type=nothing", "decision=maybe",
          "jti=short", "since=yesterday", "until=2030", "order=up", "after=-1", "after=01",
          "before=x", "limit=0", "limit=501", "after=99999999999999999999"
        })
    @DisplayName("GET /v1/audit/events with a malformed value → 400 that names the parameter")
    void refusesByName(String query) {
      String detail = Expect.problem(400, "invalid-request", Trail.page(query)).path("detail");
      assertTrue(detail.startsWith(query.substring(0, query.indexOf('='))), detail);
    }

    @Test
    @DisplayName("GET /v1/audit/events as lines → every row to the last, in order, by either name")
    void streams() throws Exception {
      TestClient agent = Api.agent(Api.sponsor()).register();
      long last = Trail.await(1, "agent=" + agent.id()).getFirst();

      List<Line> lines = Trail.lines("order=asc");

      assertTrue(lines.size() > last);
      assertEquals(
          LongStream.range(0, lines.size()).boxed().toList(),
          lines.stream().map(Line::index).toList());
      assertTrue(lines.stream().allMatch(Line::agrees));
      String newline =
          Api.admin()
              .accept("application/x-ndjson")
              .get("/v1/audit/events?after=" + (last - 1))
              .then()
              .statusCode(200)
              .contentType("application/x-ndjson")
              .extract()
              .asString();
      assertEquals(lines.get((int) last), Line.of(newline.lines().findFirst().orElseThrow()));
    }

    @Test
    @DisplayName("GET /v1/audit/events as lines, with limit, before or order=desc → 400")
    void streamsOneWayOnly() {
      for (String query : List.of("limit=5", "before=3", "order=desc")) {
        Response answer =
            Api.admin()
                .accept("application/jsonl, application/problem+json")
                .get("/v1/audit/events?" + query);
        assertEquals(400, answer.statusCode(), query);
      }
    }

    @Test
    @DisplayName("GET /v1/audit/tile/entries/{index} → the lines behind the leaves")
    void readsBundles() {
      List<String> hashes = Trail.page("order=asc&limit=3").path("events.hash");
      ByteBuffer bundle =
          ByteBuffer.wrap(
              Api.admin()
                  .get("/v1/audit/tile/entries/000.p/3")
                  .then()
                  .statusCode(200)
                  .contentType("application/octet-stream")
                  .extract()
                  .asByteArray());
      for (String hash : hashes) {
        byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
        bundle.get(entry);
        assertEquals(hash, Trail.leaf(entry));
      }
      assertEquals(0, bundle.remaining());
    }

    @Test
    @DisplayName("GET /v1/audit/tile/entries/{index} that is not there, or spelled otherwise → 404")
    void hasNoOtherBundles() {
      for (String index :
          List.of(
              "x999/999",
              "0",
              "000.p/0",
              "000.p/256",
              "x000/000.p/1",
              "x",
              "000.p/",
              "x999/x999/x999/x999/x999/999")) {
        Expect.problem(404, "not-found", Api.admin().get("/v1/audit/tile/entries/" + index));
      }
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET /v1/audit/… without the scope audit:read → 403, with it → 200")
    void needsTheScope() {
      TestClient agent =
          Api.agent(Api.sponsor()).with("scopes", List.of("read", "audit:read")).register();
      for (String path :
          List.of(
              "/v1/audit/events",
              "/v1/audit/why/AAAAAAAAAAAAAAAAAAAAAA",
              "/v1/audit/tile/entries/000.p/1")) {
        assertEquals(
            403,
            Api.as(agent.ownToken("read"))
                .urlEncodingEnabled(false)
                .get(path.replace("%2F", "/"))
                .statusCode(),
            path);
      }
      Api.as(agent.ownToken("audit:read"))
          .get("/v1/audit/events?limit=1")
          .then()
          .statusCode(200)
          .body("events", hasSize(1));
    }
  }
}
