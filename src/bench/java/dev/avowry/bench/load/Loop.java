package dev.avowry.bench.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The closed loop: who is answered asks again. */
final class Loop implements Pace {
  private final Run run;
  private final Load.ClosedLoop load;
  private final List<Connection> connections;
  private final EventLoop thread;
  private boolean over;

  Loop(Run run, Load.ClosedLoop load, List<Connection> connections, EventLoop thread) {
    this.run = run;
    this.load = load;
    this.connections = connections;
    this.thread = thread;
  }

  @Override
  public void begin() {
    var _ = thread.schedule(this::end, load.length().toNanos(), TimeUnit.NANOSECONDS);
    connections.forEach(this::free);
  }

  @Override
  public void free(Connection connection) {
    if (!over) {
      run.send(connection, System.nanoTime());
    }
  }

  private void end() {
    over = true;
    run.end();
  }
}
