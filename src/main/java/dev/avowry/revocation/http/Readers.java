package dev.avowry.revocation.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.revocation.Audience;
import dev.avowry.revocation.ListConfig;
import dev.avowry.revocation.StreamEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** All who read the stream here: as many as were set, and none of them holds up another. */
@ApplicationScoped
class Readers implements Audience {
  private static final Logger LOG = Logger.getLogger(Readers.class);

  private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Thread atExit = new Thread(this::close, "avowry-streams-end");
  private final int most;
  private final Counter dropped;
  private volatile boolean closed;

  Readers(ListConfig config, MeterRegistry meters) {
    this.most = config.streams();
    this.dropped = meters.counter("avowry.revocation.streams.dropped");
    meters.gauge("avowry.revocation.streams", open);
  }

  /**
   * The framework waits for requests to end before it tells anybody that it stops, and a stream is
   * a request that has no end: so they are ended when the process is told.
   */
  void start(@Observes StartupEvent event) {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  void stop(@Observes ShutdownEvent event) {
    close();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      LOG.debug("the process ends, and the hook has run");
    }
  }

  @Override
  public boolean isEmpty() {
    return open.get() == 0;
  }

  @Override
  public void tell(StreamEvent event) {
    loops.values().forEach(loop -> loop.tell(event));
  }

  /** Keeps a place for one more reader; whoever gets it gives it back by {@link #leave}. */
  void enter() {
    boolean room = open.incrementAndGet() <= most;
    if (!room || closed) {
      open.decrementAndGet();
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE,
          "as many read the stream here as may; poll, or try again");
    }
  }

  void leave() {
    open.decrementAndGet();
  }

  /** Those of the event loop on which this is called. */
  Loop here() {
    return loops.computeIfAbsent(
        Thread.currentThread(),
        any -> new Loop(VertxContext.getRootContext(Vertx.currentContext()), this::drop));
  }

  private void drop(Reader reader) {
    dropped.increment();
    reader.drop();
  }

  private void close() {
    closed = true;
    loops.values().forEach(Loop::endAll);
  }
}
