package dev.avowry.console.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.people.Role;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.BulkTree;
import dev.avowry.testing.FirstByte;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDevice;
import dev.avowry.testing.TestLoan;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Pages of what waits for somebody, with a hundred thousand agents that have leases, workloads in
 * quarantine and questions asked; the times are printed, for {@code src/docs/performance.md}.
 */
@AvowryTest
class LargeDeskTest {
  private static final int BRANCHES = 100;
  private static final int LEAVES = 1_000;

  @Inject Pool pool;

  @Test
  void everyPageAnswersSoon() {
    SignedInHuman admin = SignedInHuman.with(Role.ADMIN, "Grace Hopper");
    TestClient root = admin.agent("a hundred thousand below");
    BulkTree tree = BulkTree.below(root.id(), BRANCHES, LEAVES, pool);
    String workload = OutsideIssuer.quarantined();
    Map<String, String> paths = paths(admin, tree, workload);
    fill(root.id(), workload);
    paths.put("the last workloads", "/console/workloads?after=" + last());
    List<String> slow = FirstByte.slower(admin.browser(), paths);
    assertTrue(slow.isEmpty(), slow.toString());
  }

  private Map<String, String> paths(SignedInHuman admin, BulkTree tree, String workload) {
    TestClient asking = TestLoan.asking(admin.id()).register();
    TestDevice device = TestDevice.asking(TestDevice.agent(admin.id()).register().form());
    TestApproval question = TestApproval.by(admin.agent("asks"), admin.id()).ask();
    String waiting = TestAuthorization.of(asking.id()).waiting(admin.browser());
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("approvals", "/console/approvals");
    paths.put("rules of approval", "/console/approvals/rules");
    paths.put("a question", "/console/approvals/requests/" + question.id());
    paths.put("workloads", "/console/workloads");
    paths.put("adopting a workload", "/console/workloads/" + workload + "/adopt");
    paths.put("roles of humans", "/console/roles");
    paths.put("consent", "/authorize/consent?request=" + waiting);
    paths.put("a device", "/device");
    paths.put("consent for a device", "/device/consent?user_code=" + device.shown());
    paths.put("a sponsor", "/console/sponsors/" + admin.id());
    paths.put("account", "/account");
    paths.put("an agent with a lease", "/console/agents/" + tree.leaves(1).getFirst());
    return paths;
  }

  /** A lease for each agent, a twelfth of them due soon; the rest as said above. */
  private void fill(String root, String workload) {
    long top = NodeId.parse(root).orElseThrow().value();
    long like = NodeId.parse(workload).orElseThrow().value();
    run(
        """
        insert into lease (agent, due_at)
        select n.id, now() + (n.id & 1023) * interval '4 hours' from node n
        where n.kind = 'agent' and n.lineage > (select lineage from node where id = $1)
          and n.lineage < (select lineage from node where id = $1) || '\\xff'::bytea
        on conflict do nothing
        """,
        top);
    run(
        """
        insert into quarantined_workload (id, trusted_issuer, rule, subject, identity, state,
                                          created_at)
        select l.agent, w.trusted_issuer, w.rule, 'system:serviceaccount:jobs:' || l.agent,
               l.agent::text, 'quarantined', now()
        from lease l cross join quarantined_workload w
        where w.id = $1 and l.agent <> w.id on conflict do nothing
        """,
        like);
    run(
        """
        insert into approval_request (id, hash, agent, human, scopes, resources, created_at,
                                      expires_at, state, decided_at, interval, poll_after)
        select l.agent, l.agent::text, l.agent, a.sponsor, array['read'], array[]::text[],
               now() - interval '1 day', now() + interval '1 hour',
               case when l.agent % 1000 = 0 then 'pending' else 'refused' end,
               case when l.agent % 1000 = 0 then null else now() end, 5, now()
        from lease l join agent a on a.id = l.agent
        where l.due_at > now() and $1::bigint is not null
        """,
        top);
    run(
        """
        insert into approval_rule (scope, approval, sensitive, patience, approvers, changed_at,
                                   changed_by, person, enforced)
        select 'bulk:' || i || ':' || $1::bigint, 'none', false, 300, '{}', now(), 'test', 1, true
        from generate_series(1, 100) i
        """,
        top);
    pool.query(
            "analyze node, agent, credential, lease, quarantined_workload, approval_request,"
                + " approval_rule")
        .executeAndAwait();
  }

  private String last() {
    return new NodeId(
            pool.query(
                    """
                    select id from quarantined_workload order by created_at desc, id desc
                    offset 20 limit 1
                    """)
                .executeAndAwait()
                .iterator()
                .next()
                .getLong("id"))
        .toString();
  }

  private void run(String sql, long id) {
    pool.preparedQuery(sql).executeAndAwait(Tuple.of(id));
  }
}
