package dev.avowry.bench;

import dev.avowry.bench.machine.Heap;
import dev.avowry.bench.machine.ProcessTree;
import dev.avowry.bench.target.Target;
import java.util.List;

/** How long targets take to start, and how much memory they use after what they were asked. */
final class Footprint {
  private Footprint() {}

  static Table of(List<Target> targets) throws InterruptedException {
    Table table =
        new Table(
            "target",
            "first start s",
            "started again s",
            "server's memory",
            "of it heap in use",
            "PostgreSQL's memory");
    for (Target target : targets) {
      ProcessTree server = target.server().processes();
      long memory = server.memory();
      table.row(
          target.name(),
          target.startUp().first().toMillis() / 1_000.0,
          target.startUp().again().toMillis() / 1_000.0,
          Text.mebibytes(memory),
          Text.mebibytes(Heap.afterCollection(server.java())),
          target.database().map(it -> Text.mebibytes(it.processes().memory())).orElse("–"));
    }
    return table;
  }
}
