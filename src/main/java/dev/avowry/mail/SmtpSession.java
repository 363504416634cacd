package dev.avowry.mail;

import dev.avowry.kernel.Origin;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One connection: cuts what comes into lines and messages, one at a time and in their order. A line
 * ends with CRLF and nothing else; who ends one otherwise, or says more than may be said at once
 * before {@code DATA} or {@code STARTTLS}, is not listened to any longer (RFC 2920 §3.1, RFC 3207
 * §4.2): what came too early was not meant for us.
 */
final class SmtpSession {
  private static final Logger LOG = Logger.getLogger(SmtpSession.class);

  /** RFC 5321 §4.5.3.1.4, with room for parameters. */
  private static final int LONGEST_LINE = 1_000;

  private static final int MOST_AHEAD = 64 * 1024;

  /** RFC 5321 §4.5.3.2 has minutes for each step; all of them together have these. */
  private static final long PATIENCE_MILLIS = 10 * 60 * 1_000L;

  private final Vertx vertx;
  private final NetSocket socket;
  private final Context context;
  private final SmtpDialogue dialogue;
  private final SmtpTerms terms;
  private final MailMeters meters;
  private final long timer;
  private Buffer ahead = Buffer.buffer();
  private Optional<SmtpData> data = Optional.empty();
  private boolean busy;
  private boolean closed;

  private SmtpSession(
      Vertx vertx, NetSocket socket, SmtpTerms terms, Origin origin, MailMeters meters) {
    this.vertx = vertx;
    this.socket = socket;
    this.context = vertx.getOrCreateContext();
    this.terms = terms;
    this.meters = meters;
    this.dialogue = new SmtpDialogue(terms, origin);
    this.timer = vertx.setTimer(PATIENCE_MILLIS, any -> end("421 4.4.2 too slow", "slow"));
  }

  /**
   * Begins to listen.
   *
   * @param ended run when the connection is over
   */
  static void begin(
      Vertx vertx,
      NetSocket socket,
      SmtpTerms terms,
      Origin origin,
      MailMeters meters,
      Runnable ended) {
    SmtpSession session = new SmtpSession(vertx, socket, terms, origin, meters);
    socket.closeHandler(
        any -> {
          session.closed();
          ended.run();
        });
    socket.exceptionHandler(failure -> LOG.debugf("connection broken: cause=%s", failure));
    socket.handler(session::take);
    session.say(session.dialogue.greeting().text());
  }

  /** Refuses to listen. */
  static void refuse(NetSocket socket) {
    socket.write("421 4.7.0 too many connections\r\n").onComplete(any -> socket.close());
  }

  private void closed() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void take(Buffer more) {
    if (closed) {
      return;
    }
    ahead.appendBuffer(more);
    if (busy && ahead.length() > MOST_AHEAD) {
      socket.pause();
    }
    goOn();
  }

  private void goOn() {
    while (!busy && !closed && ahead.length() > 0) {
      if (data.isPresent()) {
        readMessage(data.get());
      } else if (!readLine()) {
        return;
      }
    }
  }

  private void readMessage(SmtpData message) {
    byte[] bytes = ahead.getBytes();
    int read = message.read(bytes, 0);
    ahead = Buffer.buffer().appendBytes(bytes, read, bytes.length - read);
    if (message.isEnded()) {
      data = Optional.empty();
      answer(() -> dialogue.deliver(message));
    } else if (message.isEndless()) {
      end("552 5.3.4 the message is too large", "endless");
    }
  }

  /** False when the line has not ended yet. */
  private boolean readLine() {
    byte[] bytes = ahead.getBytes(0, Math.min(ahead.length(), LONGEST_LINE));
    int end = 0;
    while (end < bytes.length && bytes[end] >= ' ' && bytes[end] <= '~') {
      end++;
    }
    if (end + 1 >= bytes.length
        && bytes.length < LONGEST_LINE
        && (end == bytes.length || bytes[end] == '\r')) {
      return false;
    }
    if (end + 1 >= bytes.length || bytes[end] != '\r' || bytes[end + 1] != '\n') {
      end("500 5.5.2 a line of ASCII ends with CRLF", "line");
      return false;
    }
    String line = new String(bytes, 0, end, StandardCharsets.US_ASCII);
    ahead = ahead.getBuffer(end + 2, ahead.length());
    answer(() -> dialogue.answer(line));
    return true;
  }

  /** On a context as a request has it, and back on the connection's own. */
  private void answer(Supplier<Uni<SmtpReply>> question) {
    busy = true;
    Context own = VertxContext.createNewDuplicatedContext(context);
    VertxContextSafetyToggle.setContextSafe(own, true);
    own.runOnContext(
        any ->
            Uni.createFrom()
                .deferred(question::get)
                .onFailure()
                .invoke(failure -> LOG.warnf("mail could not be taken in: cause=%s", failure))
                .onFailure()
                .recoverWithItem(SmtpDialogue.LATER)
                .subscribe()
                .with(reply -> context.runOnContext(back -> follow(reply))));
  }

  private void follow(SmtpReply reply) {
    if (closed) {
      return;
    }
    boolean early = reply.next() != SmtpReply.Next.COMMAND && ahead.length() > 0;
    switch (reply.next()) {
      case DATA, SECURE -> {
        if (early) {
          end("503 5.5.0 that came too early", "early");
          return;
        }
      }
      case CLOSE -> {
        end(reply.text(), "closed");
        return;
      }
      case COMMAND -> {}
    }
    say(reply.text());
    if (reply.next() == SmtpReply.Next.DATA) {
      data = Optional.of(new SmtpData(terms.maxMessage()));
    }
    if (reply.next() == SmtpReply.Next.SECURE) {
      secure();
    } else {
      busy = false;
      socket.resume();
      goOn();
    }
  }

  /** Nothing that came in plain is heard afterwards. */
  private void secure() {
    socket
        .upgradeToSsl()
        .onComplete(
            done -> {
              if (done.failed() || ahead.length() > 0) {
                socket.close();
              }
              busy = false;
            });
  }

  private void say(String text) {
    socket.write(text + "\r\n");
  }

  private void end(String text, String why) {
    closed = true;
    meters.endedFor(why);
    socket.write(text + "\r\n").onComplete(any -> socket.close());
  }
}
