package dev.avowry.demo;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** The walk as a whole: how it begins and how it ends. The service goes on either way. */
public final class Demo {
  /** What to do when there is no bootstrap token to begin with. */
  public static final String HOW_TO_START =
      "start with AVOWRY_BOOTSTRAP_TOKEN=<a new value, 32 characters or more>"
          + " or with an empty AVOWRY_DATA_DIR.";

  private Demo() {}

  /**
   * Walks. Never fails: what went wrong is the last sentence that is printed.
   *
   * @param base where the service listens
   * @param issuer what it calls itself
   * @param bootstrapToken is used up
   */
  public static void run(URI base, String issuer, String bootstrapToken, PrintStream out) {
    Narrator narrator = new Narrator(out);
    narrator.say("The demo: from a sponsor to a tree of agents, and how one entry ends it.");
    long begun = System.nanoTime();
    try (HttpClient client = HttpClient.newHttpClient()) {
      new Walk(new Api(client, base, narrator), base, issuer, narrator).walk(bootstrapToken);
      narrator.say(
          "The demo is done: "
              + Narrator.millis(Duration.ofNanos(System.nanoTime() - begun))
              + " in all. Avowry stays up; Ctrl-C stops it."
              + " To get in yourself, "
              + HOW_TO_START);
    } catch (Ended ended) {
      narrator.say("The demo ends here: " + ended.getMessage());
    } catch (RuntimeException unforeseen) {
      narrator.say("The demo ends here, by a fault of its own: " + unforeseen);
    }
  }

  /** Says why there is no walk. */
  public static void cannotStart(PrintStream out) {
    new Narrator(out).say("The demo needs a bootstrap token, and somebody is in: " + HOW_TO_START);
  }
}
