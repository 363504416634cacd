package dev.avowry.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The constant rate. What is due while no connection is free waits, and its latency grows. */
final class Schedule implements Pace {
  private final Run run;
  private final Load.ConstantRate load;
  private final EventLoop thread;
  private final Deque<Connection> idle;
  private final Deque<Long> waiting = new ArrayDeque<>();

  Schedule(Run run, Load.ConstantRate load, List<Connection> connections, EventLoop thread) {
    this.run = run;
    this.load = load;
    this.thread = thread;
    this.idle = new ArrayDeque<>(connections);
  }

  @Override
  public void begin() {
    Thread.ofPlatform().daemon().name("schedule").start(this::keepTime);
  }

  @Override
  public void free(Connection connection) {
    Long due = waiting.poll();
    if (due == null) {
      idle.push(connection);
    } else {
      run.send(connection, due);
    }
  }

  // A thread of its own: the selector's timer counts in milliseconds, this one in some ten
  // microseconds.
  private void keepTime() {
    long begun = System.nanoTime();
    double interval = 1e9 / load.rate();
    long count = (long) (load.length().toNanos() / interval);
    for (long i = 0; i < count; i++) {
      long due = begun + (long) (i * interval);
      for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
        LockSupport.parkNanos(ahead);
      }
      thread.execute(() -> due(due));
    }
    thread.execute(run::end);
  }

  private void due(long at) {
    if (idle.isEmpty()) {
      waiting.add(at);
    } else {
      run.send(idle.pop(), at);
    }
  }
}
