package dev.avowry.people;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A text as a picture that telephones read, ISO/IEC 18004, drawn as the path of an SVG: it needs no
 * script, no style and no address.
 *
 * @param size of a side, with what stays empty around it
 * @param path of all that is dark, in units of a module
 */
public record QrCode(int size, String path) {
  /** What has to stay empty on each side, ISO/IEC 18004 §6.3.8. */
  private static final int QUIET = 4;

  static QrCode of(String text) {
    ByteMatrix modules = modules(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (modules.get(x, y) == 1) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
  }

  private static ByteMatrix modules(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("a text that no QR code holds", tooLong);
    }
  }
}
