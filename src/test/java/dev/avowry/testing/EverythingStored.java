package dev.avowry.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** All that the database has, as somebody reads it who has a copy of it and no key. */
public final class EverythingStored {
  private static final int AT_A_TIME = 1_000;

  private static final Pattern BYTES = Pattern.compile("\\\\x((?:[0-9a-f]{2})+)");

  private EverythingStored() {}

  /** Shows each row of each table, with the table's name: its texts, and its bytes as texts. */
  public static void forEachRow(BiConsumer<String, String> look) {
    try (Connection connection = TestDatabase.connect()) {
      connection.setAutoCommit(false);
      for (String table : tables(connection)) {
        forEachRow(connection, table, look);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void forEachRow(
      Connection connection, String table, BiConsumer<String, String> look) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows =
          statement.executeQuery("select t::text from \"%s\" t".formatted(table))) {
        while (rows.next()) {
          String row = rows.getString(1);
          look.accept(table, row);
          BYTES.matcher(row).results().forEach(bytes -> look.accept(table, decoded(bytes)));
        }
      }
    }
  }

  private static String decoded(MatchResult bytes) {
    return new String(HexFormat.of().parseHex(bytes.group(1)), StandardCharsets.ISO_8859_1);
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = 'public' and c.relkind in ('r', 'p')"
                    + " and not c.relispartition")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
