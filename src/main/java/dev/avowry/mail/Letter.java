package dev.avowry.mail;

import java.util.List;

/**
 * What a message has in it, as its reader may see it: text, and what is known of the rest.
 *
 * @param text bounded; of HTML what somebody would see, without what is hidden
 * @param cut whether there was more of it
 * @param links where it leads, in its order; bounded
 * @param attachments the files in it, which nobody opens here
 */
public record Letter(String text, boolean cut, List<Link> links, List<Attachment> attachments) {
  public Letter {
    links = List.copyOf(links);
    attachments = List.copyOf(attachments);
  }

  /**
   * Where a text leads.
   *
   * @param target as it stands there
   * @param words by which it is shown; empty where the target itself is
   */
  public record Link(String target, String words) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "Link[redacted]";
    }
  }

  /**
   * A file in a message.
   *
   * @param name as its sender writes it, cleaned of what cannot be seen; may be empty
   * @param type its media type, without parameters
   * @param size in bytes, as it stands in the message; of base64 a third more than the file's
   */
  public record Attachment(String name, String type, int size) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "Attachment[redacted]";
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Letter[redacted]";
  }
}
