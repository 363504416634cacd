package dev.avowry.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import org.jspecify.annotations.Nullable;

/** One connection, with one request under way at the most. Lives on the generator's thread. */
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
  private @Nullable Run run;
  private @Nullable ChannelHandlerContext context;
  private boolean waiting;
  private long due;

  /** Who is told of answers from now on. Until then nothing is sent. */
  void serve(Run next) {
    run = next;
  }

  /**
   * Sends a request.
   *
   * @param at when it was due, by {@link System#nanoTime}
   */
  void send(byte[] request, long at) {
    due = at;
    waiting = true;
    if (context == null) {
      broken("a connection was closed by the server");
    } else {
      var _ =
          context.writeAndFlush(Unpooled.wrappedBuffer(request), context.channel().voidPromise());
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext active, FullHttpResponse response) {
    if (run != null && waiting) {
      waiting = false;
      run.answered(this, response, due);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    context = null;
    broken("a connection was closed by the server before it answered");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    broken(cause.toString());
    var _ = active.close();
  }

  private void broken(String how) {
    if (run != null && waiting) {
      waiting = false;
      run.broken(how);
    }
  }
}
