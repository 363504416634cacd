package dev.avowry.testing;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as a screen shows them, in base64. */
public final class QrPng {
  private static final int SCALE = 4;
  private static final int QUIET = 4;
  private static final int BLACK = 0xff000000;
  private static final int WHITE = 0xffffffff;

  private QrPng() {}

  /** A QR code on white paper. */
  public static String of(String text) {
    return of(text, WHITE);
  }

  /** A QR code on nothing: what is between the ink is transparent. */
  public static String onNothing(String text) {
    return of(text, 0);
  }

  private static String of(String text, int paper) {
    ByteMatrix modules = matrix(text);
    int side = (modules.getWidth() + 2 * QUIET) * SCALE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, isInk(modules, x / SCALE - QUIET, y / SCALE - QUIET) ? BLACK : paper);
      }
    }
    return png(image);
  }

  /** Paper of that size, with nothing on it. */
  public static String blank(int width, int height) {
    return png(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY));
  }

  private static boolean isInk(ByteMatrix modules, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight();
    return inside && modules.get(x, y) == 1;
  }

  private static ByteMatrix matrix(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
