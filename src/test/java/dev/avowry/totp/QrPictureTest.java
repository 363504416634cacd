package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.QrPng;
import dev.avowry.testing.TestFactor;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrPictureTest {
  private static final String URI = TestFactor.totp(TestFactor.SECRET, "&digits=8");

  @Test
  void readsWhatIsShown() {
    assertEquals(URI, QrPicture.ofBase64(QrPng.of(URI)).read());
    assertEquals(URI, QrPicture.ofBase64(QrPng.onNothing(URI)).read());
  }

  @Test
  void refusesMorePixelsThanItDrawsHoweverFewBytes() {
    String large = QrPng.blank(8_192, 8_192);
    assertTrue(large.length() < 20_000, () -> large.length() + " bytes");

    assertTrue(why(large).contains("pixels"));
    assertTrue(why(QrPng.blank(1_024, 1_025)).contains("pixels"));
    assertTrue(why(QrPng.blank(1_024, 1_024)).contains("no QR code"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "iVBORw0KGgo=", "R0lGODlhAQABAAAAACw=", "=", "a b", "_-_-"})
  void refusesWhatIsNoPicture(String text) {
    assertTrue(why(text).startsWith("the picture in qr is not"));
  }

  @Test
  void refusesAPictureThatIsCutOff() {
    byte[] png = Base64.getDecoder().decode(QrPng.of(URI));

    for (int length = 0; length < png.length / 2; length += 37) {
      why(Base64.getEncoder().encodeToString(Arrays.copyOf(png, length)));
    }
  }

  private static String why(String text) {
    return Expect.refusal(Reason.INVALID_REQUEST, () -> QrPicture.ofBase64(text).read());
  }
}
