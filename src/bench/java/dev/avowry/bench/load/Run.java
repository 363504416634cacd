package dev.avowry.bench.load;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One load from its first request to its last answer. Everything happens on the generator's thread.
 */
final class Run {
  private final Workload workload;
  private final Tally tally;
  private final CompletableFuture<Sample> over;
  private final Pace pace;
  private int underWay;
  private boolean ending;

  Run(
      Workload workload,
      Load load,
      List<Connection> connections,
      EventLoop thread,
      CompletableFuture<Sample> over) {
    this.over = over;
    connections.forEach(connection -> connection.serve(this));
    this.workload = workload;
    this.tally = new Tally(workload.mark());
    this.pace =
        switch (load) {
          case Load.ClosedLoop closed -> new Loop(this, closed, connections, thread);
          case Load.ConstantRate constant -> new Schedule(this, constant, connections, thread);
        };
  }

  void begin() {
    pace.begin();
  }

  void send(Connection connection, long due) {
    underWay++;
    connection.send(workload.requests().next(), due);
  }

  void answered(Connection connection, FullHttpResponse response, long due) {
    underWay--;
    tally.answered(response, due);
    pace.free(connection);
    endIfDone();
  }

  /** A request is lost and its connection with it, which is not opened again: this is an error. */
  void broken(String how) {
    underWay--;
    tally.failed(how);
    endIfDone();
  }

  /** Nothing more will be sent. */
  void end() {
    ending = true;
    endIfDone();
  }

  private void endIfDone() {
    if (ending && underWay == 0) {
      over.complete(tally.sample());
    }
  }
}
