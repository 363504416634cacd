package dev.avowry.bench.machine;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java virtual machine holds on to. */
public final class Heap {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private Heap() {}

  /** KiB in use once garbage is collected. */
  public static long afterCollection(long pid) throws InterruptedException {
    jcmd(pid, "GC.run");
    String info = jcmd(pid, "GC.heap_info");
    String heap = info.split("Metaspace", 2)[0];
    Matcher used = USED.matcher(heap);
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    return sum;
  }

  private static String jcmd(long pid, String what) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return Command.output(jcmd, Long.toString(pid), what)
        .orElseThrow(() -> new IllegalStateException("jcmd " + what + " failed for " + pid));
  }
}
