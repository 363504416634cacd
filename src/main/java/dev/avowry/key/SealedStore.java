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
   * What a turn came to.
   *
   * @param done how many were sealed anew
   * @param broken how many were left as they are, since nothing opens them for what their row says
   */
  record Turn(int done, int broken) {
    /** Nothing was there to do. */
    public static final Turn NOTHING = new Turn(0, 0);

    /** Both together. */
    public Turn plus(Turn more) {
      return new Turn(done + more.done, broken + more.broken);
    }
  }

  /**
   * Seals some anew that the key did not seal, each in the transaction that has locked it. Who
   * reads or replaces one meanwhile is neither held up nor undone, and what is broken keeps nothing
   * else from its turn.
   *
   * @param key the id of the key that seals
   * @param anew gives for what was sealed, and for its purpose, the same sealed with that key;
   *     throws {@link SealBroken} when it does not open
   * @param most how many of a place at the most
   */
  Uni<Turn> sealAnew(byte[] key, BiFunction<Sealed, String, Sealed> anew, int most);

  /** How much none of the keys has sealed, without the places where there is none. */
  Uni<List<Waiting>> sealedByOthersThan(List<byte[]> keys);
}
