package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  private static final int SCALE = 8;
  private static final int WHITE = 0xffffff;
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otpauth://totp/Avowry%20id.example:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Avowry",
        "a"
      })
  @DisplayName("what is drawn is what a camera reads")
  void isReadAsItWasWritten(String text) throws ReaderException {
    QrCode code = QrCode.of(text);
    int side = code.size() * SCALE;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, WHITE);
    MODULE
        .matcher(code.path())
        .results()
        .forEach(
            module ->
                blacken(
                    pixels,
                    side,
                    Integer.parseInt(module.group(1)),
                    Integer.parseInt(module.group(2))));

    BinaryBitmap picture =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));

    assertEquals(
        text,
        new QRCodeReader()
            .decode(picture, Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE))
            .getText());
  }

  private static void blacken(int[] pixels, int side, int x, int y) {
    for (int row = y * SCALE; row < (y + 1) * SCALE; row++) {
      Arrays.fill(pixels, row * side + x * SCALE, row * side + (x + 1) * SCALE, 0);
    }
  }
}
