package dev.avowry.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** How soon pages answer; what it measures is printed as well. */
public final class FirstByte {
  private static final Logger LOG = Logger.getLogger(FirstByte.class);
  private static final int LOOKS = 15;

  /** What is wished for is 200; a build machine that does ten other things is given more. */
  private static final long MOST_MILLIS = 1_000;

  private FirstByte() {}

  /** Those pages, by name, that take longer than any may; each is looked at fifteen times. */
  public static List<String> slower(TestBrowser browser, Map<String, String> paths) {
    List<String> slow = new ArrayList<>();
    paths.forEach(
        (name, path) -> {
          long millis = median(browser, path);
          LOG.infof("first byte: %d ms, %s", millis, name);
          if (millis > MOST_MILLIS) {
            slow.add(name + ": " + millis + " ms");
          }
        });
    return slow;
  }

  private static long median(TestBrowser browser, String path) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      long begun = System.nanoTime();
      browser.get().accept("*/*").get(path).then().statusCode(200);
      times.add((System.nanoTime() - begun) / 1_000_000);
    }
    return times.stream().sorted().toList().get(LOOKS / 2);
  }
}
