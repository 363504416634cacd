package dev.avowry.token.store;

import dev.avowry.kernel.store.Statement;
import dev.avowry.token.DetailField;
import dev.avowry.token.DetailType;
import dev.avowry.token.DetailTypeStore;
import dev.avowry.token.Sentence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Types of authorization details: written in the transaction of their row, read by the bare client.
 */
@ApplicationScoped
class PgDetailTypeStore implements DetailTypeStore {
  private final Pool pool;

  PgDetailTypeStore(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<List<DetailType>> all() {
    return pool.query(
            """
            select name, resource, fields, sentence, created_at
            from authorization_details_type order by name
            """)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PgDetailTypeStore::type)
                    .toList());
  }

  @Override
  public Uni<Boolean> put(DetailType type) {
    return Statement.execute(
            """
            insert into authorization_details_type as t (name, resource, fields, sentence, created_at)
            values (?1, ?2, cast(cast(?3 as text) as jsonb), ?4, ?5)
            on conflict (name) do update
            set fields = excluded.fields, sentence = excluded.sentence
            where t.resource = excluded.resource
            """,
            type.name(),
            type.resource(),
            fields(type),
            type.sentence().text(),
            type.createdAt().atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  private static String fields(DetailType type) {
    JsonObject fields = new JsonObject();
    type.fields().forEach((name, field) -> fields.put(name, field.code()));
    return fields.encode();
  }

  private static DetailType type(Row row) {
    JsonObject kept = row.getJsonObject("fields");
    Map<String, DetailField> fields = new HashMap<>();
    kept.forEach(
        field ->
            fields.put(
                field.getKey(), DetailField.named(field.getValue().toString()).orElseThrow()));
    return new DetailType(
        row.getString("name"),
        row.getString("resource"),
        fields,
        new Sentence(row.getString("sentence")),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
