package dev.avowry.mail;

/**
 * A reply, RFC 5321 §4.2 with a code of RFC 3463, and what follows it.
 *
 * @param text one or more lines, without the end of the last; nothing of what was asked is in it
 */
record SmtpReply(String text, Next next) {
  /** What follows a reply. */
  enum Next {
    /** The next command. */
    COMMAND,
    /** A message. */
    DATA,
    /** A handshake, RFC 3207. */
    SECURE,
    /** Nothing. */
    CLOSE
  }

  static SmtpReply of(String text) {
    return new SmtpReply(text, Next.COMMAND);
  }

  SmtpReply then(Next other) {
    return new SmtpReply(text, other);
  }
}
