package dev.avowry.rotation.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.rotation.Place;
import dev.avowry.rotation.RoleServer;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.OddPostgres;
import dev.avowry.testing.TestDatabase;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not what they should be: whoever keeps a secret chooses them. */
@AvowryTest
class PgRoleServerTest {
  private static final String PRESENT = "16.4";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Place at(String host, OddPostgres odd) {
    return new Place(host, odd.port(), "postgres", "app", false, Optional.empty());
  }

  private static RoleServer.Answer change(OddPostgres odd) {
    return Beans.ask(
        RoleServer.class, server -> server.change(at("127.0.0.1", odd), "old", "next"));
  }

  @Test
  @DisplayName("one that does what it is told → it was told a verifier")
  void tellsAVerifier() throws Exception {
    try (OddPostgres odd =
        OddPostgres.that(talk -> welcomed(talk).answer(OddPostgres.Talk::done))) {
      assertEquals(RoleServer.Answer.DONE, change(odd));
      assertEquals(2, odd.statements().size());
      assertEquals("set role none", odd.statements().getFirst());
      assertTrue(
          odd.statements()
              .getLast()
              .matches(
                  "alter role session_user password 'SCRAM-SHA-256\\$4096:[A-Za-z0-9+/=:$]+'"));
    }
  }

  private static OddPostgres.Talk welcomed(OddPostgres.Talk talk) throws IOException {
    talk.welcome(PRESENT);
    return talk;
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.6.24", "8.0.2", "unknown"})
  @DisplayName("one that would take the verifier for the password → is not told it")
  void tellsNothingToOneWithoutScram(String version) throws Exception {
    try (OddPostgres odd =
        OddPostgres.that(
            talk -> {
              talk.welcome(version);
              talk.answer(OddPostgres.Talk::done);
            })) {
      assertEquals(RoleServer.Answer.REFUSED, change(odd));
      assertEquals(List.of(), odd.statements());
    }
  }

  @Test
  @DisplayName("one that says something in passing, or in refusing → it is in no log")
  void logsNothingThatItSays() throws Exception {
    String words = "said-" + UUID.randomUUID();
    try (OddPostgres odd =
        OddPostgres.that(
            talk -> {
              talk.begin();
              talk.notice("before " + words);
              talk.notice("and\nbefore " + words);
              talk.ready(PRESENT);
              talk.answer(
                  each -> {
                    each.notice("in passing " + words);
                    each.refuse("42501", "in refusing " + words);
                  });
            })) {
      assertEquals(RoleServer.Answer.REFUSED, change(odd));
      assertEquals(1, odd.statements().size());
    }
    assertFalse(Files.readString(TestDatabase.log()).contains(words));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("one that goes on talking without an answer, while signing in or after → it is left")
  void leavesWhoTalksOn(boolean welcoming) throws Exception {
    try (OddPostgres odd =
        OddPostgres.that(
            talk -> {
              if (welcoming) {
                talk.welcome(PRESENT);
              } else {
                talk.begin();
              }
              while (true) {
                talk.notice("still there");
                Thread.sleep(100);
              }
            })) {
      assertEquals(RoleServer.Answer.UNREACHABLE, change(odd));
      assertEquals(1, odd.come());
      Eventually.within(PATIENCE, "the connection is closed", () -> odd.gone() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"57P03", "53300", "08006", "58030"})
  @DisplayName("one that may do it later → not now")
  void isToldLater(String state) throws Exception {
    try (OddPostgres odd =
        OddPostgres.that(talk -> welcomed(talk).answer(each -> each.refuse(state, "later")))) {
      assertEquals(RoleServer.Answer.UNREACHABLE, change(odd));
    }
  }

  @Test
  @DisplayName("the address that was looked at is connected to, whatever the name means")
  void goesToTheAddress() throws Exception {
    try (OddPostgres odd =
        OddPostgres.that(talk -> welcomed(talk).answer(OddPostgres.Talk::done))) {
      connect(at("database.invalid", odd), "127.0.0.1");
      assertEquals(1, odd.come());
      assertThrows(Exception.class, () -> connect(at("localhost", odd), "127.0.0.2"));
      assertEquals(1, odd.come());
    }
  }

  private static void connect(Place place, String address) throws Exception {
    InetAddress found = InetAddress.getByName(address);
    Beans.ask(
        Vertx.class,
        vertx ->
            Way.to(vertx.getDelegate(), found, place.port(), Duration.ofSeconds(5))
                .chain(
                    way ->
                        PgConnection.connect(vertx, PinnedOptions.of(place, way, "any password")))
                .chain(PgConnection::close)
                .replaceWith(true));
  }

  @Test
  @DisplayName("one that sends without end → it is left, long before the time is over")
  void leavesWhoSendsWithoutEnd() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (OddPostgres odd =
        OddPostgres.that(
            talk -> {
              talk.welcome(PRESENT);
              talk.beginLongest();
              while (true) {
                talk.out().write(new byte[8_192]);
                sent.addAndGet(8_192);
              }
            })) {
      assertEquals(RoleServer.Answer.UNREACHABLE, change(odd));
      Eventually.within(PATIENCE, "the connection is closed", () -> odd.gone() == 1);
      assertTrue(sent.get() < 64 * 1_024 * 1_024, "sent: " + sent);
    }
  }
}
