package dev.avowry.totp;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture with a QR code in it, in PNG. How large it becomes is read before it is drawn, so that
 * a small file is no large picture.
 */
public final class QrPicture {
  /** A code on a screen has a tenth of that; drawn it takes eight bytes each at the most. */
  private static final int MOST_PIXELS = 1_048_576;

  private static final int WHITE = 0xffffff;
  private static final int HALF_TRANSPARENT = 0x80;

  private final SecretBytes png;

  private QrPicture(SecretBytes png) {
    this.png = png;
  }

  /** A picture in base64, RFC 4648 §4, as it comes in JSON. */
  public static QrPicture ofBase64(String text) {
    try {
      return new QrPicture(SecretBytes.takeCopyOf(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException broken) {
      throw refused("is not base64");
    }
  }

  /** What the code says; slow. */
  String read() {
    try {
      BufferedImage picture = draw();
      int width = picture.getWidth();
      int height = picture.getHeight();
      int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
      return read(new RGBLuminanceSource(width, height, onWhite(pixels)));
    } catch (ReaderException unreadable) {
      throw refused("has no QR code that can be read");
    }
  }

  private static String read(RGBLuminanceSource source) throws ReaderException {
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }

  private BufferedImage draw() {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream bytes =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(png.exposeSecret()))) {
      reader.setInput(bytes, true, true);
      if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
        throw refused("has more than %d pixels".formatted(MOST_PIXELS));
      }
      return reader.read(0);
    } catch (Refused refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      // The reader meets what is wrong with a file in many ways.
      throw refused("is not a PNG");
    } finally {
      reader.dispose();
    }
  }

  /** What is transparent is seen as paper, and not as the ink that its bytes would say. */
  private static int[] onWhite(int[] pixels) {
    return Arrays.stream(pixels)
        .map(pixel -> pixel >>> 24 < HALF_TRANSPARENT ? WHITE : pixel & WHITE)
        .toArray();
  }

  private static Refused refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, "the picture in qr " + why);
  }
}
