package dev.avowry.console.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.people.Role;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.BulkTree;
import dev.avowry.testing.FirstByte;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestClient;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Pages with a hundred thousand agents; the times are printed, for {@code src/docs/performance.md}.
 */
@AvowryTest
class LargeConsoleTest {
  private static final int BRANCHES = 100;
  private static final int LEAVES = 1_000;

  @Inject Pool pool;

  @Test
  void everyPageAnswersSoon() {
    SignedInHuman admin = SignedInHuman.with(Role.ADMIN, "Grace Hopper");
    TestClient root = admin.agent("a hundred thousand below");
    BulkTree tree = BulkTree.below(root.id(), BRANCHES, LEAVES, pool);
    pool.query("analyze node, agent, credential").executeAndAwait();
    String leaf = tree.leaves(1).getFirst();
    Map<String, String> paths = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/console",
            "/console/mine",
            "/console/agents",
            "/console/agents?sort=name",
            "/console/agents?sort=oldest&after=" + leaf,
            "/console/agents?name=hundred",
            "/console/agents?name=nobody+is+called+so",
            "/console/agents?state=suspended",
            "/console/agents?kind=ci",
            "/console/agents?sponsor=" + admin.id() + "&sort=name",
            "/console/agents/" + leaf,
            "/console/nodes/" + root.id(),
            "/console/nodes/" + root.id() + "/piece",
            "/console/nodes/" + root.id() + "/piece?name=hundred",
            "/console/nodes/" + root.id() + "/stop?mode=revoke",
            "/console/sponsors",
            "/console/audit")) {
      paths.put(path.replace(root.id(), "…").replace(leaf, "…"), path);
    }
    List<String> slow = FirstByte.slower(admin.browser(), paths);
    assertTrue(slow.isEmpty(), slow.toString());
  }
}
