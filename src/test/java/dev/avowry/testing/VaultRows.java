package dev.avowry.testing;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** What somebody sees and does who has the database and nothing else. */
public final class VaultRows {
  private VaultRows() {}

  /** The tables in which a text can be found, as itself or as the bytes of it. */
  public static List<String> tablesWith(String text) {
    String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return strings(
            "select table_name::text from information_schema.tables where table_schema = 'public'")
        .stream()
        .filter(
            table ->
                !strings(
                        """
                        select 'found' from "%s" t
                        where position('%s' in t::text) > 0 or position('%s' in t::text) > 0 limit 1
                        """
                            .formatted(table, text, bytes))
                    .isEmpty())
        .toList();
  }

  /** How many versions of the secret have something sealed. */
  public static long sealedOf(String secret) {
    return run(
            "select count(*) from vault_version where secret = $1 and content is not null",
            Tuple.of(bits(secret)))
        .iterator()
        .next()
        .getLong(0);
  }

  /** How many rows of a type the ledger has of an agent, at this very moment. */
  public static long recorded(String type, String agent) {
    return run(
            "select count(*) from ledger_event where type = $1 and agent = $2",
            Tuple.of(type, bits(agent)))
        .iterator()
        .next()
        .getLong(0);
  }

  /** Gives the first versions of two secrets each other's bytes. */
  public static void swap(String one, String other) {
    run(
        """
        update vault_version v set data_key = o.data_key, content = o.content
        from vault_version o
        where v.number = 1 and o.number = 1
          and ((v.secret = $1 and o.secret = $2) or (v.secret = $2 and o.secret = $1))
        """,
        Tuple.of(bits(one), bits(other)));
  }

  /** Makes a secret what it was in its first version. */
  public static void putBack(String secret) {
    run("delete from vault_version where secret = $1 and number > 1", Tuple.of(bits(secret)));
    run("update vault_secret set version = 1 where id = $1", Tuple.of(bits(secret)));
  }

  /** Has the first version of a secret be bound to something else. */
  public static void bind(String secret, String from, String to) {
    run(
        "update vault_version set bindings = replace(bindings, $2, $3) where secret = $1",
        Tuple.of(bits(secret), from, to));
  }

  private static List<String> strings(String sql) {
    return StreamSupport.stream(run(sql, Tuple.tuple()).spliterator(), false)
        .map(row -> row.getString(0))
        .toList();
  }

  private static RowSet<Row> run(String sql, Tuple values) {
    return Beans.ask(
        Pool.class,
        pool -> {
          Uni<RowSet<Row>> rows = pool.preparedQuery(sql).execute(values);
          return rows;
        });
  }

  private static long bits(String id) {
    return NodeId.parse(id).orElseThrow().value();
  }
}
