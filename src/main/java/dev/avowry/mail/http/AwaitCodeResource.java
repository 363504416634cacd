package dev.avowry.mail.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.mail.Awaiting;
import dev.avowry.mail.CodeWish;
import dev.avowry.mail.FoundCode;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.RequestDeadline;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Codes and links that agents wait for. */
@Path("/v1/mail/await-code")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AwaitCodeResource {
  private final Awaiting awaiting;
  private final CurrentCaller caller;
  private final CurrentVertxRequest request;
  private final Clock clock;

  AwaitCodeResource(
      Awaiting awaiting, CurrentCaller caller, CurrentVertxRequest request, Clock clock) {
    this.awaiting = awaiting;
    this.caller = caller;
    this.request = request;
    this.clock = clock;
  }

  /** What is waited for. */
  public record AwaitRequest(
      String senderDomain,
      Optional<String> kind,
      Optional<String> linkDomain,
      Optional<Instant> since,
      Optional<Integer> waitSeconds,
      Optional<Boolean> verified) {
    CodeWish toWish(Instant now) {
      return CodeWish.of(
          senderDomain,
          kind.map(AwaitRequest::kindOf).orElse(CodeWish.Kind.CODE),
          linkDomain,
          since,
          waitSeconds,
          verified,
          now);
    }

    private static CodeWish.Kind kindOf(String code) {
      return switch (code) {
        case "code" -> CodeWish.Kind.CODE;
        case "link" -> CodeWish.Kind.LINK;
        default -> throw Refusal.refused(Reason.INVALID_REQUEST, "kind is code or link");
      };
    }
  }

  /** What came of it; all but {@code found} is absent when nothing did. */
  public record FoundView(
      boolean found,
      Optional<String> kind,
      Optional<String> value,
      Optional<String> message,
      Optional<Instant> receivedAt) {
    static FoundView of(Optional<FoundCode> code) {
      return new FoundView(
          code.isPresent(),
          code.map(it -> it.kind().name().toLowerCase(Locale.ROOT)),
          code.map(FoundCode::value),
          code.map(it -> it.message().toString()),
          code.map(FoundCode::receivedAt));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "FoundView[found=%s]".formatted(found);
    }
  }

  /** Waits for it, as long as the caller's token lives. */
  @POST
  @Permission("mail.code")
  public Uni<FoundView> await(AwaitRequest asked) {
    CodeWish wish = asked.toWish(clock.instant());
    RequestDeadline.extend(request.getCurrent(), wish.patience());
    return caller.whileAlive(awaiting.await(wish, caller.get())).map(FoundView::of);
  }
}
