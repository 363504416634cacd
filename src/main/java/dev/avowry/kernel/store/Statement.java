package dev.avowry.kernel.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A native statement in the transaction that is under way. */
public final class Statement {
  private Statement() {}

  /** How many rows it changed. */
  public static Uni<Integer> execute(String sql, @Nullable Object... values) {
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

  /** The rows that it gives, each of one column, or an array of its columns. */
  public static <T> Uni<List<T>> select(Class<T> type, String sql, @Nullable Object... values) {
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.SelectionQuery<T> query = session.createNativeQuery(sql, type);
              for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
              }
              return query.getResultList();
            });
  }
}
