package dev.avowry.bench;

import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.AvowryApi;
import dev.avowry.bench.target.Jwts;
import java.sql.SQLException;
import java.util.Map;

/** That the length of the revocation list depends on what was revoked and not on what is alive. */
final class ListStudy {
  private static final int LIVE = 1_000_000;
  private static final int BRANCHES = 10;
  private static final int REVOKED = 500;

  private final Avowry avowry;
  private final Progress progress;
  private final Table table = new Table("the list", "entries", "bytes", "bytes an entry");

  ListStudy(Avowry avowry, Progress progress) {
    this.avowry = avowry;
    this.progress = progress;
  }

  void report(Report report) throws SQLException {
    AvowryApi api = avowry.api();
    BulkRows rows = new BulkRows(avowry.postgres());
    String root = api.register("root of tokens", "read").id();
    rows.tree(root, BRANCHES, BRANCHES - 1, avowry.key());
    row("before");
    row("with %,d live tokens more".formatted(rows.liveTokens(root, LIVE)));
    String administrator = api.administratorToken();
    long begun = System.nanoTime();
    int counted =
        api.order(administrator, "agent", root, "revoke", true)
            .getJsonObject("affected")
            .getInteger("live_tokens");
    double dryRun = (System.nanoTime() - begun) / 1e6;
    revokeTokens();
    row("with %d revoked tokens more".formatted(REVOKED));
    report.section(
        "Length of the revocation list",
        table,
        "A dry run on the agent above them all took %.0f ms; it counted live tokens as far as it does, to %,d."
            .formatted(dryRun, counted));
  }

  private void row(String when) {
    int entries = avowry.api().entries();
    int bytes = avowry.api().list().length();
    table.row(
        when,
        Integer.toString(entries),
        "%,d".formatted(bytes),
        entries == 0 ? "–" : Text.number((double) bytes / entries));
    progress.says("list            %s: %d entries, %,d bytes".formatted(when, entries, bytes));
  }

  private void revokeTokens() {
    AvowryApi api = avowry.api();
    String administrator = api.administratorToken();
    var client = api.register("whose tokens are revoked", "read");
    for (int i = 0; i < REVOKED; i++) {
      String jti = Jwts.jti(api.token(client, Map.of()));
      var _ = api.order(administrator, "token", jti, "revoke", false);
    }
  }
}
