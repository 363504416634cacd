package dev.avowry.bench.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keycloak as it is distributed, unpacked.
 *
 * @param home the folder that has {@code bin} in it
 */
public record KeycloakDistribution(Path home) {
  /** What its virtual machine may use. */
  public static final String HEAP = "-Xmx1g";

  /** Builds it for PostgreSQL, unless it was; the build belongs to no database. */
  void build() throws IOException, InterruptedException {
    Path built = home.resolve("built-for-bench");
    if (Files.exists(built)) {
      return;
    }
    Path output = home.resolve("build.log");
    ProcessBuilder build =
        new ProcessBuilder(kc("build", "--db=postgres"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    build.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (build.start().waitFor() != 0) {
      throw new IOException("kc.sh build failed:\n" + Files.readString(output));
    }
    Files.createFile(built);
  }

  ServerProcess.Setup setup(Path folder, Database database, String password) throws IOException {
    InetSocketAddress address = ServerProcess.freeAddress();
    List<String> command =
        kc(
            "start",
            "--optimized",
            // One node has nobody to share its caches with.
            "--cache=local",
            "--http-enabled=true",
            "--hostname-strict=false",
            "--http-host=" + address.getHostString(),
            "--http-port=" + address.getPort(),
            "--db-url=jdbc:" + database.url());
    return new ServerProcess.Setup(
        command,
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_OPTS_KC_HEAP",
            HEAP,
            "KC_DB_USERNAME",
            database.user(),
            "KC_DB_PASSWORD",
            database.password(),
            "KC_BOOTSTRAP_ADMIN_USERNAME",
            KeycloakApi.ADMINISTRATOR,
            "KC_BOOTSTRAP_ADMIN_PASSWORD",
            password),
        folder,
        address,
        "/realms/master/.well-known/openid-configuration");
  }

  // By sh: an unpacked zip may have lost the right to be executed.
  private List<String> kc(String... arguments) {
    return Stream.concat(
            Stream.of("sh", home.resolve("bin").resolve("kc.sh").toString()), Stream.of(arguments))
        .toList();
  }
}
