package dev.avowry.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the server is started with. It goes before whatever a configuration file says. */
final class ServerSettings {
  private static final Map<String, String> ALWAYS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("max_connections", "100"),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          // Details and statements would bring column values into the log.
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("cluster_name", "avowry"));

  private ServerSettings() {}

  static List<String> arguments(Cluster cluster, int port) {
    List<String> arguments = new ArrayList<>(List.of("-D", cluster.path().toString()));
    arguments.addAll(List.of("-c", "port=" + port));
    ALWAYS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return List.copyOf(arguments);
  }
}
