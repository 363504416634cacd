package dev.avowry.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts a load on a server and tells what came back. One load at a time. */
public final class Generator implements AutoCloseable {
  private static final int LARGEST_ANSWER = 256 << 20;

  /** Beyond as much again as the load takes: what was due while a server was slow is sent late. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final EventLoop thread = group.next();

  /**
   * Runs the load to its last answer.
   *
   * @throws IllegalStateException the last answer did not come within twice the time and a minute,
   *     or no connection could be opened
   */
  public Sample run(Workload workload, Load load) throws InterruptedException {
    List<Connection> connections = new ArrayList<>();
    List<Channel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < load.connections(); i++) {
        Connection connection = new Connection();
        connections.add(connection);
        channels.add(open(workload, connection));
      }
      CompletableFuture<Sample> over = new CompletableFuture<>();
      thread.execute(() -> new Run(workload, load, connections, thread, over).begin());
      return over.get(
          load.length().multipliedBy(2).plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the load did not come to its end", e);
    } finally {
      channels.forEach(channel -> channel.close().syncUninterruptibly());
    }
  }

  private Channel open(Workload workload, Connection connection) throws InterruptedException {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpResponseDecoder())
                    .addLast(new HttpObjectAggregator(LARGEST_ANSWER))
                    .addLast(connection);
              }
            })
        .connect(workload.server())
        .sync()
        .channel();
  }

  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
