package dev.avowry.testing;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.Opened;
import dev.avowry.people.Sessions;
import dev.avowry.people.SignIn;
import dev.avowry.people.SignedIn;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;

/** A browser in which a human has signed in, and which sends what a page of ours has it send. */
public final class TestBrowser {
  private final Opened opened;

  private TestBrowser(Opened opened) {
    this.opened = opened;
  }

  /** One in which that human has just proven who they are. */
  public static TestBrowser of(String human) {
    return of(human, Set.of("hwk"));
  }

  /** One in which they have proven it by two factors. */
  public static TestBrowser twice(String human) {
    return of(human, Set.of("hwk", "user", "mfa"));
  }

  /** One in which they have done so by these methods, RFC 8176. */
  public static TestBrowser of(String human, Set<String> methods) {
    SignIn by = new SignIn(NodeId.parse(human).orElseThrow(), methods, Optional.empty(), "Browser");
    try {
      Sessions sessions = Arc.container().instance(Sessions.class).get();
      return new TestBrowser(
          VertxContextSupport.subscribeAndAwait(() -> sessions.open(by, Origin.itself("test"))));
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** From now on it is an hour ago that they proved who they are. */
  public void signedInLongAgo() {
    Beans.ask(
        Pool.class,
        pool ->
            pool.preparedQuery(
                    "update session set authenticated_at = authenticated_at - interval '1 hour'"
                        + " where hash = $1")
                .execute(Tuple.of(SecretHash.of(SecretBytes.ofText(token())).text())));
  }

  /** Follows a link. */
  public RequestSpecification get() {
    return RestAssured.given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .cookie(SignedIn.COOKIE, opened.token().show());
  }

  /** Sends a form. */
  public RequestSpecification form() {
    return formFromElsewhere()
        .header("Origin", Api.ISSUER)
        .header("Sec-Fetch-Site", "same-origin")
        .formParam("csrf", csrf());
  }

  /** Sends a form as a page of nobody knows whom would have it sent. */
  public RequestSpecification formFromElsewhere() {
    return get().contentType("application/x-www-form-urlencoded");
  }

  /** What the cookie says. */
  String token() {
    return opened.token().show();
  }

  /** What only a page of this session knows. */
  public String csrf() {
    return opened.token().csrf();
  }
}
