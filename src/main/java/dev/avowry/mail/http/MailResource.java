package dev.avowry.mail.http;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.mail.Heading;
import dev.avowry.mail.Inbox;
import dev.avowry.mail.Letter;
import dev.avowry.mail.Message;
import dev.avowry.mail.Reading;
import dev.avowry.mail.Sender;
import dev.avowry.provenance.Verdict;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Flag;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Mail of agents. */
@Path("/v1/mail")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MailResource {
  private static final int LONGEST_WORDS = 100;
  private static final int SHORTEST_WORDS = 2;

  private final Reading reading;
  private final CurrentCaller caller;

  MailResource(Reading reading, CurrentCaller caller) {
    this.reading = reading;
    this.caller = caller;
  }

  /** Whom a message says that it is from. */
  public record SenderView(String name, String address) {
    static SenderView of(Sender sender) {
      return new SenderView(sender.name(), sender.address());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "SenderView[redacted]";
    }
  }

  /** A message on the wire, as lists show it. */
  public record MessageView(
      String id,
      String thread,
      Optional<SenderView> from,
      String subject,
      Optional<Instant> sentAt,
      Instant receivedAt,
      int size,
      boolean seen,
      Optional<Verdict.Words> verdict) {
    static MessageView of(Reading.Shown shown) {
      Message message = shown.message();
      Heading heading = shown.heading();
      return new MessageView(
          message.id().toString(),
          message.thread().toString(),
          heading.from().map(SenderView::of),
          heading.subject(),
          heading.sentAt(),
          message.receivedAt(),
          message.size(),
          message.seen(),
          heading.verdict().map(Verdict::words));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "MessageView[id=%s]".formatted(id);
    }
  }

  /** A file in a message. */
  public record AttachmentView(String name, String type, int size) {
    static AttachmentView of(Letter.Attachment attachment) {
      return new AttachmentView(attachment.name(), attachment.type(), attachment.size());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "AttachmentView[redacted]";
    }
  }

  /** Where a message leads. */
  public record LinkView(String target, String words) {
    static LinkView of(Letter.Link link) {
      return new LinkView(link.target(), link.words());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "LinkView[redacted]";
    }
  }

  /** A message on the wire with what is in it. */
  public record LetterView(
      MessageView message,
      String text,
      boolean cut,
      List<LinkView> links,
      List<AttachmentView> attachments) {
    static LetterView of(Reading.Opened opened) {
      Letter letter = opened.letter();
      return new LetterView(
          MessageView.of(opened.shown()),
          letter.text(),
          letter.cut(),
          letter.links().stream().map(LinkView::of).toList(),
          letter.attachments().stream().map(AttachmentView::of).toList());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "LetterView[message=%s]".formatted(message);
    }
  }

  /** The body of a search. */
  public record SearchRequest(String words, Optional<String> agent, Optional<String> after) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "SearchRequest[agent=%s]".formatted(agent);
    }
  }

  /** Whether a message was looked at. */
  public record SeenRequest(boolean seen) {}

  /** Lists messages, latest first. */
  @GET
  @Permission("mail.read")
  public Uni<Page<MessageView>> list(
      @RestQuery Optional<String> agent,
      @RestQuery Optional<String> unread,
      @RestQuery Optional<String> thread,
      @RestQuery Optional<String> latest,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    Inbox.Filter filter =
        new Inbox.Filter(
            Flag.of("unread", unread), thread.map(MailResource::thread), Flag.of("latest", latest));
    return reading
        .list(agent(agent), filter, caller.get(), PageRequest.of(after, limit))
        .map(page -> page.map(MessageView::of));
  }

  /** Looks for words. */
  @POST
  @Path("/search")
  @Permission("mail.read")
  public Uni<Page<MessageView>> search(SearchRequest request) {
    if (request.words().length() < SHORTEST_WORDS || request.words().length() > LONGEST_WORDS) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "words has 2 to 100 characters");
    }
    return reading
        .search(
            agent(request.agent()),
            request.words(),
            caller.get(),
            PageRequest.of(request.after(), Optional.empty()).after())
        .map(page -> page.map(MessageView::of));
  }

  /** Tells what is in one, on record. */
  @POST
  @Path("/{id}/read")
  @Permission("mail.read")
  public Uni<LetterView> open(@RestPath String id) {
    return reading.open(Ids.ofMail(id), caller.get()).map(LetterView::of);
  }

  /** Notes whether one was looked at. */
  @PUT
  @Path("/{id}/seen")
  @Permission("mail.mark")
  public Uni<SeenRequest> mark(@RestPath String id, SeenRequest request) {
    return reading.mark(Ids.ofMail(id), request.seen(), caller.get()).replaceWith(request);
  }

  private static Optional<NodeId> agent(Optional<String> id) {
    return id.map(text -> Ids.ofMember("agent", text));
  }

  private static MailId thread(String text) {
    return MailId.parse(text)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "thread is not an id: 11 characters"));
  }
}
