package dev.avowry.kernel.store;

/**
 * A column of what the key-encryption key has sealed. Whoever keeps one has a bean of this kind:
 * what is in none of them cannot be opened any more once that key is another.
 */
public interface SealedColumn {
  /** Its table. */
  String table();

  /** Its name; of the type {@code bytea}. */
  String column();

  /** What each is sealed for, as an SQL expression over the row. */
  String purpose();

  /** A column of that name. */
  static SealedColumn of(String table, String column, String purpose) {
    record Named(String table, String column, String purpose) implements SealedColumn {}
    return new Named(table, column, purpose);
  }
}
