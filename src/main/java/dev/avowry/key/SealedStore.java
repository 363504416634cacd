package dev.avowry.key;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;

/** Every place in which something sealed is kept, by whichever part of the service. */
public interface SealedStore {
  /**
   * What another key than one has sealed.
   *
   * @param table where it is
   * @param count how many
   */
  record Waiting(String table, long count) {}

  /**
   * Seals some anew that the key did not seal, each in the transaction that has locked it; how many
   * those were. Who reads or replaces one meanwhile is neither held up nor undone.
   *
   * @param key the id of the key that seals
   * @param anew gives for what was sealed, and for its purpose, the same sealed with that key
   * @param most how many at the most
   */
  Uni<Integer> sealAnew(byte[] key, BiFunction<Sealed, String, Sealed> anew, int most);

  /** How much none of the keys has sealed, without the places where there is none. */
  Uni<List<Waiting>> sealedByOthersThan(List<byte[]> keys);
}
