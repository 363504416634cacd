package dev.avowry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement, one connection. */
record Database(EmbeddedPostgres server) {
  void execute(String sql) throws SQLException {
    try (Connection connection = connect(server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String ask(String sql) throws SQLException {
    try (Connection connection = connect(server.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  Connection connect(String password) throws SQLException {
    return DriverManager.getConnection("jdbc:" + server.url(), server.user(), password);
  }
}
