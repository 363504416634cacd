package dev.avowry.svid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.LetIn;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestCsr;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A caller who was let in a moment before it ended: what access has found out counts no more, and
 * the ledger's transaction decides.
 */
@AvowryTest
class IssuanceTest {
  private LetIn in;

  @BeforeEach
  void letIn() {
    in = LetIn.with(TestCsr.agent(), "svids:issue");
  }

  private Certificates.Issued issue() throws Throwable {
    Certificates certificates = Arc.container().instance(Certificates.class).get();
    String csr = TestCsr.of(TestCertificate.newKey());
    return VertxContextSupport.subscribeAndAwait(() -> certificates.issue(in.caller(), csr));
  }

  private void isRefused() {
    LetIn.requireEnded(this::issue);
  }

  @Test
  @DisplayName("nothing has ended → it is issued")
  void issues() throws Throwable {
    assertEquals("spiffe://agents.example/agent/" + in.agent().id(), issue().subject().uri());
  }

  @Test
  @DisplayName("the agent was suspended and given back since → refused: the token is dead (A-040)")
  void knowsWhatWasGivenBack() {
    in.suspendAndGiveBack();
    isRefused();
  }

  @Test
  @DisplayName("the token was revoked since → refused")
  void knowsTheToken() {
    in.revokeToken();
    isRefused();
  }

  @Test
  @DisplayName("its credential was removed since → refused")
  void knowsTheCredential() {
    in.revokeCredential();
    isRefused();
  }

  @Test
  @DisplayName("its ceiling was tightened since → refused")
  void knowsTheCeiling() {
    in.tightenCeiling();
    isRefused();
  }
}
