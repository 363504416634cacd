package dev.avowry.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A process and all that it started, as long as it is there. */
public record ProcessTree(long pid) {
  /** The kernel counts in ticks of {@code USER_HZ}, which is 100 wherever Java runs. */
  private static final Duration TICK = Duration.ofMillis(10);

  // Fields 14 to 17 of proc_pid_stat(5), counted from the state, which follows the name: user and
  // system time of the process, and of those of its children that have ended.
  private static final int FIRST = 11;
  private static final int LAST = 14;

  /** The processor time used so far, in user and in kernel mode, also by what has ended since. */
  public Duration cpu() {
    return TICK.multipliedBy(sum(ProcessTree::ticks));
  }

  /** Memory in use, in KiB. Pages that processes share count once. */
  public long memory() {
    return sum(ProcessTree::proportional);
  }

  /** The one that is a Java virtual machine. */
  public long java() {
    return processes().stream()
        .filter(process -> process.info().command().filter(it -> it.endsWith("java")).isPresent())
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.of(pid).stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .toList();
  }

  private long sum(ToLongFunction<Path> figure) {
    return processes().stream()
        .mapToLong(process -> figure.applyAsLong(Path.of("/proc", Long.toString(process.pid()))))
        .sum();
  }

  private static long ticks(Path process) {
    String stat = read(process.resolve("stat"));
    // The name may have spaces and brackets in it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int i = FIRST; i <= LAST && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  private static long proportional(Path process) {
    return read(process.resolve("smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Empty when the process has just ended: its parent has its times then. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
