package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One message handed to the relay, RFC 5321 §3.3, in two steps: until the relay waits for it, and
 * the message itself. Whoever goes no further than the first has sent nothing. All of it blocks.
 */
final class RelayConversation implements AutoCloseable {
  private static final int READY = 220;
  private static final int DONE = 250;
  private static final int LOGGED_IN = 235;
  private static final int GO_ON = 334;
  private static final int DATA = 354;

  /** All that is said before the message takes no longer together, however many say it slowly. */
  static final int OPENING_FACTOR = 8;

  private final RelayLine line;
  private final Map<Integer, Integer> replies = new HashMap<>();
  private boolean waits;

  private RelayConversation(RelayLine line) {
    this.line = line;
  }

  /**
   * Says everything until the relay waits for the message, or has said that it does not take it.
   *
   * @throws IOException when it cannot be reached, is not who it has to be, or does not let us in
   */
  static RelayConversation open(RelayTerms terms, Address from, List<Address> recipients)
      throws IOException {
    RelayLine line = RelayLine.connect(terms);
    RelayConversation conversation = new RelayConversation(line);
    try {
      return line.inTime(
          terms.timeout().multipliedBy(OPENING_FACTOR),
          () -> {
            conversation.enter(terms);
            conversation.address(from, recipients);
            return conversation;
          });
    } catch (IOException | RuntimeException failure) {
      conversation.close();
      throw failure;
    }
  }

  private void enter(RelayTerms terms) throws IOException {
    require(READY, line.reply());
    String offers = greet(terms);
    if (terms.tls() == RelayTls.STARTTLS) {
      require(READY, line.say("STARTTLS"));
      line.secure(terms);
      // RFC 3207 §4.2: what was said before counts for nothing.
      offers = greet(terms);
    }
    if (terms.login().isPresent()) {
      logIn(terms.login().get(), offers);
    }
  }

  private String greet(RelayTerms terms) throws IOException {
    RelayLine.Reply reply = line.say("EHLO " + terms.name());
    require(DONE, reply);
    return reply.text().toUpperCase(Locale.ROOT);
  }

  /** RFC 4954 and RFC 4616; LOGIN where there is nothing else. */
  private void logIn(RelayTerms.Login login, String offers) throws IOException {
    String password = new String(login.password().exposeSecret(), StandardCharsets.UTF_8);
    if (offers.lines().anyMatch(offer -> offer.matches("AUTH[ =].*\\bPLAIN\\b.*"))) {
      require(LOGGED_IN, line.say("AUTH PLAIN " + base64("\0" + login.user() + "\0" + password)));
    } else {
      require(GO_ON, line.say("AUTH LOGIN"));
      require(GO_ON, line.say(base64(login.user())));
      require(LOGGED_IN, line.say(base64(password)));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void address(Address from, List<Address> recipients) throws IOException {
    int sender = line.say("MAIL FROM:<" + from.text() + ">").code();
    boolean any = false;
    for (int place = 0; place < recipients.size(); place++) {
      int code =
          Replies.isTaken(sender)
              ? line.say("RCPT TO:<" + recipients.get(place).text() + ">").code()
              : sender;
      replies.put(place, code);
      any |= Replies.isTaken(code);
    }
    if (any) {
      int code = line.say("DATA").code();
      waits = code == DATA;
      if (!waits) {
        // To take it before it was said is no reply that there is.
        answer(Replies.isTaken(code) ? 0 : code);
      }
    }
  }

  /** Whether the relay waits for the message, for some of its recipients. */
  boolean waits() {
    return waits;
  }

  /** What was said of each, by its place. */
  Map<Integer, Integer> replies() {
    return Map.copyOf(replies);
  }

  /**
   * Hands the message over.
   *
   * @throws IOException when nobody knows whether the relay has it
   */
  void deliver(SecretBytes message) throws IOException {
    answer(line.data(message).code());
    line.leave();
  }

  /** For all that were taken until now. */
  private void answer(int code) {
    replies.replaceAll((place, before) -> Replies.isTaken(before) ? code : before);
  }

  private static void require(int code, RelayLine.Reply reply) throws IOException {
    if (reply.code() != code) {
      throw new IOException("the relay has said " + reply.code() + " and not " + code);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
