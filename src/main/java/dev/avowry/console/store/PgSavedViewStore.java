package dev.avowry.console.store;

import dev.avowry.console.SavedView;
import dev.avowry.console.SavedViewStore;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Kept views, by the bare client: a statement each. */
@ApplicationScoped
class PgSavedViewStore implements SavedViewStore {
  private static final String OF =
      "select human, name, query from saved_view where human = $1 order by name";

  private static final String KEEP =
      """
      insert into saved_view (human, name, query)
      select $1, $2, $3
      where (select count(*) from saved_view where human = $1 and name <> $2) < $4
      on conflict (human, name) do update set query = excluded.query
      """;

  private static final String FORGET = "delete from saved_view where human = $1 and name = $2";

  private final Pool pool;

  PgSavedViewStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<SavedView>> of(NodeId human) {
    return pool.preparedQuery(OF)
        .execute(Tuple.of(human.value()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PgSavedViewStore::view)
                    .toList());
  }

  @Override
  public Uni<Boolean> keep(SavedView view, int most) {
    return pool.preparedQuery(KEEP)
        .execute(Tuple.of(view.human().value(), view.name(), view.query(), most))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Uni<Void> forget(NodeId human, String name) {
    return pool.preparedQuery(FORGET).execute(Tuple.of(human.value(), name)).replaceWithVoid();
  }

  private static SavedView view(Row row) {
    return new SavedView(
        new NodeId(row.getLong("human")), row.getString("name"), row.getString("query"));
  }
}
