package dev.avowry.audit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.audit.NoteAlgorithm;
import dev.avowry.audit.NoteKey;
import dev.avowry.audit.SignedNote;
import dev.avowry.ledger.ConsistencyProof;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.InclusionProof;
import dev.avowry.ledger.ProofPlan;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Rows;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AvowryTest
@DisplayName("/v1/audit")
class AuditTest {
  private static final String ORIGIN = "avowry.example/v1/audit";

  @Inject Pool pool;

  @Nested
  class Anybody {
    @Test
    @DisplayName("GET /v1/audit/checkpoint: a note signed by every key of /v1/audit/keys")
    void readsTheLatestCheckpoint() {
      String note = Rows.checkpointOver(1);

      assertEquals(ORIGIN, note.lines().findFirst().orElseThrow());
      SignedNote parsed = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).orElseThrow();
      assertEquals(keys(), parsed.signers(keys()));
      assertTrue(
          RestAssured.get("/v1/audit/checkpoint").contentType().startsWith("text/plain"), note);
    }

    @Test
    @DisplayName("GET /v1/audit/keys: one for Ed25519 and one for ML-DSA-65, of one origin")
    void readsTheKeys() {
      Rows.checkpointOver(1);
      Map<String, NoteAlgorithm> found =
          keys().stream().collect(Collectors.toMap(NoteKey::name, NoteKey::algorithm));

      assertEquals(
          Map.of(ORIGIN, NoteAlgorithm.ED25519, ORIGIN + "/ml-dsa-65", NoteAlgorithm.ML_DSA_65),
          found);
    }

    @Test
    @DisplayName("GET /v1/audit/tile/…: the hashes that the checkpoint's root is over")
    void rebuildsTheRootFromTiles() {
      String note = Rows.checkpointOver(600);
      ProofPlan plan = ProofPlan.root(Rows.sizeOf(note));
      List<TileHashes> tiles = plan.tiles().stream().map(AuditTest::tile).toList();

      assertEquals(rootOf(note), plan.hashes(tiles).getFirst());
    }

    @Test
    @DisplayName("GET /v1/audit/tile/0/000: full, for ever; its partials are its beginning")
    void readsFullAndPartialTiles() {
      Rows.checkpointOver(300);
      Response full = RestAssured.get("/v1/audit/tile/0/000");
      byte[] hashes = full.asByteArray();

      assertEquals(256 * 32, hashes.length);
      assertEquals("application/octet-stream", full.contentType());
      assertEquals("public, max-age=31536000, immutable", full.header("Cache-Control"));
      for (int width : List.of(1, 2, 255)) {
        Response partial = RestAssured.get("/v1/audit/tile/0/000.p/" + width);
        assertArrayEquals(Arrays.copyOf(hashes, width * 32), partial.asByteArray());
        assertEquals("no-store", partial.header("Cache-Control"));
      }
    }

    @ParameterizedTest
    @DisplayName("GET /v1/audit/tile/…: 404 for what the tree has not, and for any other spelling")
    @ValueSource(
        strings = {
          "0/999",
          "0/x001/000",
          "0/x001/x234/067",
          "1/000",
          "2/000.p/1",
          "63/000",
          "64/000",
          "00/000",
          "0/0",
          "0/0000",
          "0/x000/000",
          "0/000.p/0",
          "0/000.p/256",
          "0/000.p/01",
          "0/000.p",
          "a/000"
        })
    void findsNoOtherTile(String path) {
      Rows.checkpointOver(300);

      assertEquals(404, RestAssured.get("/v1/audit/tile/" + path).statusCode());
    }

    @Test
    @DisplayName("GET /v1/audit/tile/0/{n}.p/{w}: 404 if the tree is not that wide")
    void findsNoTileWiderThanTheTree() {
      long tile = Rows.sizeOf(Rows.checkpointOver(300)) / 256 + 50;

      assertEquals(
          404, RestAssured.get("/v1/audit/tile/" + new Tile(0, tile, 200).path()).statusCode());
    }

    @ParameterizedTest
    @DisplayName("GET /v1/audit/checkpoints and proofs: 401")
    @ValueSource(strings = {"checkpoints", "proofs/inclusion?index=0", "proofs/consistency?from=1"})
    void readsNothingElse(String path) {
      assertEquals(401, RestAssured.get("/v1/audit/" + path).statusCode());
    }
  }

  @Nested
  class AnAdministrator {
    @Test
    @DisplayName("GET /v1/audit/checkpoints: pages by size, each a signed note of that size")
    void listsCheckpoints() {
      long first = Rows.sizeOf(Rows.checkpointOver(1));
      Rows.checkpointOver(first + 10);
      JsonPath page = read("checkpoints?limit=1").jsonPath();
      JsonPath next = read("checkpoints?limit=1&after=" + page.getString("next")).jsonPath();

      assertEquals(page.getString("next"), page.getString("items[0].size"));
      assertTrue(page.getLong("total") >= 2);
      assertTrue(next.getLong("items[0].size") > page.getLong("items[0].size"));
      assertEquals(page.getLong("items[0].size"), Rows.sizeOf(page.getString("items[0].note")));
      assertEquals(
          page.getString("items[0].root"), rootOf(page.getString("items[0].note")).toString());
    }

    @Test
    @DisplayName("GET /v1/audit/proofs/inclusion: proves the leaf under the last checkpoint")
    void provesInclusion() {
      String note = Rows.checkpointOver(300);
      long size = Rows.sizeOf(note);
      for (long index : List.of(0L, 1L, 255L, 256L, 257L, size - 1)) {
        JsonPath said = read("proofs/inclusion?index=%d&size=%d".formatted(index, size)).jsonPath();
        InclusionProof proof = new InclusionProof(index, size, hashes(said));

        assertTrue(proof.proves(hash(said, "leaf_hash"), rootOf(note)), () -> "index " + index);
        assertEquals(rootOf(note), hash(said, "root"));
      }
      assertTrue(read("proofs/inclusion?index=0").jsonPath().getLong("size") >= size);
    }

    @Test
    @DisplayName("GET /v1/audit/proofs/consistency: proves one checkpoint to continue another")
    void provesConsistency() {
      String older = Rows.checkpointOver(10);
      String newer = Rows.checkpointOver(Rows.sizeOf(older) + 260);
      long from = Rows.sizeOf(older);
      long to = Rows.sizeOf(newer);
      JsonPath said = read("proofs/consistency?from=%d&to=%d".formatted(from, to)).jsonPath();
      ConsistencyProof proof = new ConsistencyProof(from, to, hashes(said));

      assertTrue(proof.proves(rootOf(older), rootOf(newer)));
      assertEquals(rootOf(older), hash(said, "from_root"));
      assertEquals(rootOf(newer), hash(said, "to_root"));
      assertFalse(proof.proves(rootOf(newer), rootOf(older)));
    }

    @ParameterizedTest
    @DisplayName("GET /v1/audit/…: 400 for numbers out of range or in another spelling")
    @ValueSource(
        strings = {
          "checkpoints?after=x",
          "checkpoints?after=-1",
          "checkpoints?after=01",
          "checkpoints?limit=0",
          "checkpoints?limit=501",
          "proofs/inclusion",
          "proofs/inclusion?index=-1",
          "proofs/inclusion?index=1.0",
          "proofs/inclusion?index=5&size=5",
          "proofs/inclusion?index=0&size=0",
          "proofs/inclusion?index=0&size=999999999999",
          "proofs/inclusion?index=0&size=99999999999999999999",
          "proofs/consistency",
          "proofs/consistency?from=0",
          "proofs/consistency?from=3&to=2",
          "proofs/consistency?from=1&to=999999999999"
        })
    void refusesOtherNumbers(String path) {
      Rows.checkpointOver(10);

      assertEquals(400, read(path).statusCode());
    }

    private static Response read(String path) {
      return Api.admin().get("/v1/audit/" + path);
    }
  }

  @Nested
  class AnAgent {
    @Test
    @DisplayName("GET /v1/audit/checkpoints: 200 with the scope audit:read, 403 without")
    void needsTheScope() {
      var agent = Api.agent(Api.sponsor()).with("scopes", List.of("audit:read", "read")).register();

      assertEquals(200, list(agent.ownToken("audit:read")));
      assertEquals(403, list(agent.ownToken("read")));
    }

    private static int list(String token) {
      return Api.as(token).get("/v1/audit/checkpoints").statusCode();
    }
  }

  @Nested
  class WhoeverWritesTheDatabase {
    @ParameterizedTest
    @DisplayName("cannot change or remove a checkpoint by a statement")
    @ValueSource(
        strings = {
          "update ledger_checkpoint set note = ''",
          "delete from ledger_checkpoint",
          "truncate ledger_checkpoint"
        })
    void keepsCheckpoints(String statement) {
      Rows.checkpointOver(1);

      RuntimeException refused =
          assertThrows(
              RuntimeException.class, () -> pool.query(statement).execute().await().indefinitely());
      assertTrue(refused.toString().contains("append-only"), refused::toString);
    }

    @Test
    @DisplayName("finds the private halves sealed, and one row in the ledger for each key")
    void sealsKeys() {
      Rows.checkpointOver(1);

      assertEquals(
          2L,
          count(
              """
              select count(*) from checkpoint_key
              where name like 'avowry.example/%' and octet_length(sealed) > 64
              """));
      assertEquals(
          2L,
          count(
              """
              select count(*) from ledger_event
              where type = 'key_published' and target like 'avowry.example/%'
              """));
    }

    private long count(String query) {
      return pool.query(query).execute().await().indefinitely().iterator().next().getLong(0);
    }
  }

  private static TileHashes tile(Tile wanted) {
    Response answer = RestAssured.get("/v1/audit/tile/" + wanted.path());
    assertEquals(200, answer.statusCode(), wanted::path);
    assertEquals(wanted.width() * Hash.LENGTH, answer.asByteArray().length);
    return TileHashes.of(wanted, answer.asByteArray());
  }

  private static List<NoteKey> keys() {
    List<String> keys = RestAssured.get("/v1/audit/keys").jsonPath().getList("keys.verifier_key");
    return keys.stream()
        .map(each -> NoteKey.parse(each).orElseThrow())
        .filter(key -> key.name().startsWith(ORIGIN))
        .toList();
  }

  private static Hash rootOf(String note) {
    return Hash.parse(note.lines().skip(2).findFirst().orElseThrow()).orElseThrow();
  }

  private static Hash hash(JsonPath json, String member) {
    return Hash.parse(json.getString(member)).orElseThrow();
  }

  private static List<Hash> hashes(JsonPath json) {
    List<String> path = json.getList("path");
    return path.stream().map(each -> Hash.parse(each).orElseThrow()).toList();
  }
}
