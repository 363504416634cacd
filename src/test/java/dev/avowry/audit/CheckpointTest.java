package dev.avowry.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.TreeHead;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  @Test
  void hasThreeLines() {
    Checkpoint checkpoint =
        new Checkpoint(
            Checkpoint.originOf("https://id.example.org:8443"),
            new TreeHead(20852163, Hash.parse(ROOT).orElseThrow()));

    assertEquals("id.example.org:8443/v1/audit\n20852163\n" + ROOT + "\n", checkpoint.text());
    assertEquals(Optional.of(checkpoint), Checkpoint.parse(checkpoint.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\n1\n" + ROOT,
        "a\n1\n" + ROOT + "\n\n",
        "a\n1\n" + ROOT + "\nextension\n",
        "\n1\n" + ROOT + "\n",
        "a\n01\n" + ROOT + "\n",
        "a\n-1\n" + ROOT + "\n",
        "a\n+1\n" + ROOT + "\n",
        "a\n\n" + ROOT + "\n",
        "a\n9999999999999999999\n" + ROOT + "\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "a\n1 \n" + ROOT + "\n"
      })
  void refusesAnyOtherForm(String text) {
    assertEquals(Optional.empty(), Checkpoint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT5S", "PT1M"})
  void isSignedAsOftenAsThis(String every) {
    assertDoesNotThrow(() -> AuditLimits.check(Duration.parse(every)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "PT0S", "PT-5S", "PT1M0.001S", "P1D"})
  void isNotSignedOftenerOrSeldomer(String every) {
    assertThrows(CannotStart.class, () -> AuditLimits.check(Duration.parse(every)));
  }
}
