package dev.avowry.jose;

import io.restassured.response.Response;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A place where a JWT comes in.
 *
 * @param name what it is called
 * @param draft makes one that is in order and was never shown
 * @param send shows a text there
 * @param accepts passes for the answer to what is in order
 * @param refuses passes for the answer to what is not
 * @param scopes which mutations are attacks there
 */
record JwtInput(
    String name,
    Supplier<JwtDraft> draft,
    BiFunction<JwtDraft, String, Response> send,
    Consumer<Response> accepts,
    Consumer<Response> refuses,
    Set<Mutation.Scope> scopes) {
  boolean suffers(Mutation mutation) {
    return scopes.contains(mutation.scope());
  }

  @Override
  public String toString() {
    return name;
  }
}
