package dev.avowry.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SideBySide;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is known to be done to a JWT is refused wherever a JWT comes in, by the error that the
 * place has for it, and nothing that a header names is fetched.
 */
@AvowryTest
class JwtInputsTest {
  private static final AtomicInteger CONNECTIONS = new AtomicInteger();
  private static HttpServer sink;
  private static OutsideIssuer platform;
  private static ClientSite site;
  private static List<JwtInput> inputs = List.of();

  @BeforeAll
  static void listen() throws IOException {
    sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.createContext(
        "/",
        exchange -> {
          CONNECTIONS.incrementAndGet();
          exchange.close();
        });
    sink.start();
    platform = OutsideIssuer.start();
    site = ClientSite.start();
  }

  @AfterAll
  static void stop() {
    sink.stop(0);
    platform.close();
    site.close();
  }

  @BeforeEach
  void register() {
    if (inputs.isEmpty()) {
      inputs = new JwtInputs(platform, site).all();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsInOrderIsTaken() {
    return inputs.stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    input.name(),
                    () -> {
                      JwtDraft draft = input.draft().get();
                      input.accepts().accept(input.send().apply(draft, draft.sign()));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsForgedIsRefused() {
    List<Mutation> mutations = Mutations.all("http://127.0.0.1:" + sink.getAddress().getPort());
    SideBySide cases = new SideBySide();
    for (JwtInput input : inputs) {
      mutations.stream()
          .filter(input::suffers)
          .forEach(mutation -> cases.add(input + ": " + mutation, () -> refuses(input, mutation)));
    }
    DynamicTest inTheEnd =
        DynamicTest.dynamicTest(
            "A-007 nobody connected to what a header named",
            () -> assertEquals(0, CONNECTIONS.get()));
    return Stream.concat(cases.tests().stream(), Stream.of(inTheEnd));
  }

  private static void refuses(JwtInput input, Mutation mutation) {
    JwtDraft draft = input.draft().get();
    input.refuses().accept(input.send().apply(draft, mutation.forge().apply(draft)));
  }
}
