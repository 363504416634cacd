package dev.avowry.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Base64Url;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.SealBroken;
import dev.avowry.key.Sealer;
import dev.avowry.key.Signer;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.LetIn;
import dev.avowry.testing.TestSigner;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What access has found out counts no more when it comes to signing, and a key alone signs nothing
 * that counts.
 */
@AvowryTest
class SigningTest {
  private LetIn in;

  @BeforeEach
  void letIn() {
    in = LetIn.with(TestSigner.agent(), "sign");
  }

  private Signature sign() throws Throwable {
    Signing signing = Arc.container().instance(Signing.class).get();
    JwsWish wish =
        new JwsWish(
            Payload.of("a".getBytes(StandardCharsets.UTF_8)),
            JwsWish.Form.WHOLE,
            Optional.empty(),
            Algorithm.EDDSA);
    return VertxContextSupport.subscribeAndAwait(() -> signing.sign(in.caller(), wish));
  }

  private void isRefused() {
    LetIn.requireEnded(this::sign);
  }

  private AgentKey key() {
    return Beans.ask(
            AgentKeyStore.class, store -> store.signing(in.caller().actor(), Algorithm.EDDSA))
        .orElseThrow();
  }

  private Signer stolen(AgentKey key) {
    Sealer sealer = Arc.container().instance(Sealer.class).get();
    return KeyMaterial.open(key.jwk(), key.secret().orElseThrow(), sealer, key.purpose()).signer();
  }

  private String signedBy(Signer thief, AgentKey key) {
    String header =
        AgentJws.header(
            key,
            new JwsWish(
                Payload.of(new byte[0]), JwsWish.Form.WHOLE, Optional.empty(), Algorithm.EDDSA),
            Map.of("agent", in.agent().id(), "iat", 1));
    String input = header + "." + TestSigner.encoded("pay me");
    return input + "." + Base64Url.encode(thief.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  @DisplayName("nothing has ended → it is signed")
  void signs() throws Throwable {
    assertEquals(in.agent().id(), sign().key().agent().toString());
  }

  @Test
  @DisplayName("the agent was suspended and given back since → refused: the token is dead")
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
  @DisplayName("somebody has the key, before and after a stop → what they sign does not count")
  void takesTheRowAndNotTheKey() throws Throwable {
    sign();
    AgentKey key = key();
    Signer thief = stolen(key);
    String verifier = TestSigner.agent().ownToken("read");
    assertEquals(
        "not_recorded", TestSigner.verified(verifier, signedBy(thief, key)).path("reason"));
    Api.order("revoke", "agent", in.agent().id()).then().statusCode(200);

    assertEquals(
        "not_recorded", TestSigner.verified(verifier, signedBy(thief, key)).path("reason"));
  }

  @Test
  @DisplayName("its key is revoked → another signs, and the private half is no more")
  void knowsTheKey() throws Throwable {
    sign();
    AgentKey before = key();
    Api.order("revoke", "signing_key", before.id().toString()).then().statusCode(200);

    assertTrue(!sign().key().id().equals(before.id()));
    Optional<AgentKey> revoked = Beans.ask(AgentKeyStore.class, store -> store.find(before.kid()));
    assertEquals(Optional.empty(), revoked.orElseThrow().secret());
  }

  @Test
  @DisplayName("a private half is sealed for its own row and no other")
  void isSealedForItsRow() throws Throwable {
    sign();
    AgentKey key = key();
    Sealer sealer = Arc.container().instance(Sealer.class).get();
    NodeId other = NodeId.parse(TestSigner.agent().id()).orElseThrow();

    assertThrows(
        SealBroken.class,
        () ->
            KeyMaterial.open(
                key.jwk(),
                key.secret().orElseThrow(),
                sealer,
                AgentKey.purpose(key.id(), other, key.jwk())));
    assertTrue(List.of(key.toString()).stream().noneMatch(text -> text.contains("PRIVATE")));
  }
}
