package dev.avowry.testing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a page in 256 colours, which is a third of its size and looks the same. */
final class PalettePng {
  private static final int COLOURS = 256;

  private PalettePng() {}

  static void write(byte[] png, Path file) {
    try {
      BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
      Files.createDirectories(file.getParent());
      ImageIO.write(indexed(full), "png", file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static BufferedImage indexed(BufferedImage full) {
    List<Integer> palette = mostUsed(full);
    BufferedImage image =
        new BufferedImage(
            full.getWidth(), full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < full.getHeight(); y++) {
      for (int x = 0; x < full.getWidth(); x++) {
        int place =
            nearest.computeIfAbsent(full.getRGB(x, y) & 0xffffff, rgb -> nearest(rgb, palette));
        image.getRaster().setSample(x, y, 0, place);
      }
    }
    return image;
  }

  private static List<Integer> mostUsed(BufferedImage full) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int rgb : full.getRGB(0, 0, full.getWidth(), full.getHeight(), null, 0, full.getWidth())) {
      counts.merge(rgb & 0xffffff, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(COLOURS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static IndexColorModel model(List<Integer> palette) {
    int[] map = palette.stream().mapToInt(Integer::intValue).toArray();
    return new IndexColorModel(8, map.length, map, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int nearest(int rgb, List<Integer> palette) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int place = 0; place < palette.size(); place++) {
      int far = distance(rgb, palette.get(place));
      if (far < least) {
        least = far;
        best = place;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
    int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
    int blue = (one & 0xff) - (other & 0xff);
    return red * red + green * green + blue * blue;
  }
}
