package dev.avowry.ssf.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.ssf.Delivery;
import dev.avowry.ssf.EventStream;
import dev.avowry.ssf.StreamId;
import dev.avowry.ssf.StreamStatus;
import dev.avowry.ssf.StreamStore;
import dev.avowry.ssf.Waiting;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Streams, by native statements in the transaction that is under way. */
@ApplicationScoped
class PgStreamStore implements StreamStore {
  private static final String RESUME =
      "update ssf_push set due_at = '-infinity', failures = 0 where stream = ?1";

  @Override
  public Uni<List<EventStream>> of(NodeId receiver) {
    return read(
        "select %s from ssf_stream s where s.receiver = ?1".formatted(StreamRow.COLUMNS),
        receiver.value());
  }

  @Override
  public Uni<Optional<EventStream>> find(StreamId id, NodeId receiver) {
    return read(
            "select %s from ssf_stream s where s.id = ?1 and s.receiver = ?2"
                .formatted(StreamRow.COLUMNS),
            id.value(),
            receiver.value())
        .map(found -> found.stream().findFirst());
  }

  /** The first stream of all has nobody to follow the ledger for before it. */
  @Override
  public Uni<Boolean> add(EventStream stream, long after) {
    return execute(
            """
            update ssf_cursor set after = greatest(after, ?1)
            where not exists (select 1 from ssf_stream)
            """,
            after)
        .chain(() -> insert(stream, after))
        .call(
            rows ->
                execute(
                    """
                    insert into ssf_push (stream) select id from ssf_stream where id = ?1
                    """,
                    stream.id().value()))
        .map(rows -> rows == 1);
  }

  private static Uni<Integer> insert(EventStream stream, long after) {
    return execute(
        """
        insert into ssf_stream (id, receiver, endpoint, authorization_sealed, requested, description,
                                status, after, created_at)
        values (?1, ?2, cast(?3 as text), decode(cast(?4 as text), 'hex'), string_to_array(?5, ' '),
                cast(?6 as text), ?7, ?8, ?9)
        on conflict (receiver) do nothing
        """,
        stream.id().value(),
        stream.receiver().value(),
        endpoint(stream),
        authorization(stream),
        String.join(" ", stream.requested()),
        stream.description().orElse(null),
        stream.status().code(),
        after,
        stream.createdAt().atOffset(ZoneOffset.UTC));
  }

  @Override
  public Uni<Void> configure(EventStream stream) {
    return execute(
            """
            update ssf_stream
            set endpoint = cast(?1 as text), authorization_sealed = decode(cast(?2 as text), 'hex'),
                requested = string_to_array(?3, ' '), description = cast(?4 as text)
            where id = ?5
            """,
            endpoint(stream),
            authorization(stream),
            String.join(" ", stream.requested()),
            stream.description().orElse(null),
            stream.id().value())
        // A receiver that has moved is tried at once.
        .chain(() -> execute(RESUME, stream.id().value()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> setStatus(
      StreamId id, StreamStatus before, StreamStatus after, Optional<String> reason) {
    return execute(
            """
            update ssf_stream set status = ?1, reason = cast(?2 as text)
            where id = ?3 and status = ?4
            """,
            after.code(),
            reason.orElse(null),
            id.value(),
            before.code())
        .call(rows -> execute(RESUME, id.value()))
        .call(
            rows ->
                after == StreamStatus.DISABLED
                    ? execute("delete from ssf_set where stream = ?1", id.value())
                    : Uni.createFrom().item(0))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> delete(StreamId id) {
    return execute("delete from ssf_stream where id = ?1", id.value()).replaceWithVoid();
  }

  @Override
  public Uni<Void> removeSubject(StreamId id, NodeId subject) {
    return execute(
            "insert into ssf_removed (stream, node) values (?1, ?2) on conflict do nothing",
            id.value(),
            subject.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> addSubject(StreamId id, NodeId subject) {
    return execute(
            "delete from ssf_removed where stream = ?1 and node = ?2", id.value(), subject.value())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> verify(StreamId id, Instant now, Instant latest) {
    return execute(
            """
            update ssf_stream set verified_at = ?1
            where id = ?2 and (verified_at is null or verified_at <= ?3)
            """,
            now.atOffset(ZoneOffset.UTC),
            id.value(),
            latest.atOffset(ZoneOffset.UTC))
        .map(rows -> rows == 1);
  }

  @Override
  public Uni<Void> queue(StreamId id, Waiting event, boolean control) {
    return execute(
            """
            insert into ssf_set (stream, jti, control, claims, at)
            select id, ?1, ?2, cast(cast(?3 as text) as jsonb), ?4 from ssf_stream
            where id = ?5 and status <> 'disabled'
            """,
            event.jti(),
            control,
            event.claims(),
            event.at().atOffset(ZoneOffset.UTC),
            id.value())
        .replaceWithVoid();
  }

  private static @Nullable String endpoint(EventStream stream) {
    return stream.delivery() instanceof Delivery.Push push ? push.endpoint().toString() : null;
  }

  private static @Nullable String authorization(EventStream stream) {
    return stream.delivery() instanceof Delivery.Push push
        ? push.authorization()
            .map(secret -> HexFormat.of().formatHex(secret.toBytes()))
            .orElse(null)
        : null;
  }

  private static Uni<List<EventStream>> read(String sql, Object... values) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.SelectionQuery<Tuple> query = session.createNativeQuery(sql, Tuple.class);
              for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
              }
              return query.getResultList();
            })
        .map(rows -> rows.stream().map(row -> StreamRow.toStream(columns(row))).toList());
  }

  private static StreamRow.Columns columns(Tuple row) {
    return new StreamRow.Columns() {
      @Override
      public <T> @Nullable T get(String name, Class<T> type) {
        return row.get(name, type);
      }
    };
  }

  private static Uni<Integer> execute(String sql, @Nullable Object... values) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.Query<?> query = session.createNativeQuery(sql);
              for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
              }
              return query.executeUpdate();
            });
  }
}
