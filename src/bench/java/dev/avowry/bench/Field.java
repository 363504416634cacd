package dev.avowry.bench;

import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.Hello;
import dev.avowry.bench.target.Keycloak;
import dev.avowry.bench.target.KeycloakDistribution;
import dev.avowry.bench.target.Scenario;
import dev.avowry.bench.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The targets that a run needs, all running at once; who is not asked has nothing to do. */
final class Field {
  private final List<Target> targets = new ArrayList<>();
  private final Path folder;
  private final Options options;

  private Field(Path folder, Options options) {
    this.folder = folder;
    this.options = options;
  }

  /** Starts them on empty databases. They end with this process. */
  static Field start(Path folder, Path keycloak, Options options, Progress progress)
      throws IOException, InterruptedException {
    Field field = new Field(folder, options);
    if (options.parts().contains(new Part.Compared(Scenario.HELLO))) {
      field.targets.add(Hello.start(field.empty("hello")));
    }
    if (options.targets().contains("avowry") && field.needsAvowry()) {
      progress.says("starting Avowry");
      field.targets.add(Avowry.start(field.empty("avowry")));
    }
    if (options.targets().contains("keycloak") && field.needsKeycloak()) {
      progress.says("building and starting Keycloak");
      KeycloakDistribution distribution = new KeycloakDistribution(keycloak);
      field.targets.add(
          Keycloak.start(field.empty("keycloak"), distribution, options.keycloakEvents()));
    }
    return field;
  }

  private boolean needsAvowry() {
    return options.parts().stream()
        .anyMatch(part -> !(part instanceof Part.Signatures) && !isOf(part, Scenario.HELLO));
  }

  private boolean needsKeycloak() {
    return options.parts().stream()
        .anyMatch(
            part ->
                part instanceof Part.Arrival
                    || (part instanceof Part.Compared
                        && !isOf(part, Scenario.HELLO)
                        && !isOf(part, Scenario.WHOAMI)
                        && !isOf(part, Scenario.LIST)));
  }

  private static boolean isOf(Part part, Scenario scenario) {
    return part.equals(new Part.Compared(scenario));
  }

  private Path empty(String name) throws IOException {
    Path of = folder.resolve(name);
    if (Files.exists(of)) {
      try (Stream<Path> all = Files.walk(of)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(of);
  }

  List<Target> all() {
    return List.copyOf(targets);
  }

  List<Target> having(Scenario scenario) {
    return targets.stream().filter(it -> it.scenarios().contains(scenario)).toList();
  }

  Optional<Avowry> avowry() {
    return targets.stream().filter(Avowry.class::isInstance).map(Avowry.class::cast).findFirst();
  }
}
