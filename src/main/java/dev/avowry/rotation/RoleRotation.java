package dev.avowry.rotation;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Base64Url;
import dev.avowry.vault.Kept;
import dev.avowry.vault.SecretFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A role of PostgreSQL gives itself another password. That is durable before the server is told, so
 * that whoever goes on after a crash finds it, and finds out by signing in whether the server has
 * heard. Two who do the same at once give it the same password.
 */
@ApplicationScoped
class RoleRotation {
  private static final String PASSWORD = "password";
  private static final int BYTES = 32;

  private final RoleServer server;
  private final Book book;
  private final SecureRandom random;

  RoleRotation(RoleServer server, Book book, SecureRandom random) {
    this.server = server;
    this.book = book;
    this.random = random;
  }

  /** Goes on from wherever it is. */
  Uni<Step> attempt(Task task, Kept kept) {
    return switch (Place.of(kept.fields())) {
      case Place.Reading.Unfit unfit -> stuck(Snag.UNFIT);
      case Place.Reading.Found found ->
          kept.next().isPresent() ? resume(task, kept, found.place()) : start(task, kept, found);
    };
  }

  private Uni<Step> start(Task task, Kept kept, Place.Reading.Found found) {
    SecretFields next = next(kept);
    return book.prepare(task, kept.secret(), next)
        .chain(
            () -> change(new Kept(kept.secret(), kept.fields(), Optional.of(next)), found.place()));
  }

  private SecretFields next(Kept kept) {
    Map<String, String> values = new HashMap<>(kept.fields().exposeSecret());
    values.put(PASSWORD, Base64Url.encode(SecretBytes.random(random, BYTES).exposeSecret()));
    return SecretFields.made(kept.secret().type(), values);
  }

  /**
   * The server may have heard before. It is told again even so: one that lets in whoever comes from
   * here may not have, and others would be refused there.
   */
  private Uni<Step> resume(Task task, Kept kept, Place place) {
    return book.keep(task)
        .chain(() -> server.change(place, nextPassword(kept), nextPassword(kept)))
        .chain(
            answer ->
                answer == RoleServer.Answer.REJECTED
                    ? book.keep(task).chain(() -> change(kept, place))
                    : Uni.createFrom().item(step(answer, kept)));
  }

  private Uni<Step> change(Kept kept, Place place) {
    return server
        .change(place, password(kept.fields()), nextPassword(kept))
        .chain(
            answer ->
                answer == RoleServer.Answer.DONE
                    ? server.signIn(place, nextPassword(kept)).map(in -> step(in, kept))
                    : Uni.createFrom().item(step(answer, kept)));
  }

  private static Step step(RoleServer.Answer answer, Kept kept) {
    return switch (answer) {
      case DONE -> new Step.Works(kept);
      case REJECTED -> new Step.Stuck(Snag.REJECTED);
      case REFUSED -> new Step.Stuck(Snag.REFUSED);
      case UNREACHABLE -> new Step.Stuck(Snag.UNREACHABLE);
    };
  }

  private static Uni<Step> stuck(Snag snag) {
    return Uni.createFrom().item(new Step.Stuck(snag));
  }

  private static String nextPassword(Kept kept) {
    return password(kept.next().orElseThrow());
  }

  private static String password(SecretFields fields) {
    return fields.exposeSecret().getOrDefault(PASSWORD, "");
  }
}
