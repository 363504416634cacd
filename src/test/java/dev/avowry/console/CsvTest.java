package dev.avowry.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @Test
  void quotesEveryCell() {
    assertEquals(
        "\"a\",\"b, c\",\"say \"\"hi\"\"\"\r\n", Csv.line(List.of("a", "b, c", "say \"hi\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "|cmd",
        "%0A=1",
        "=HYPERLINK(\"x\")",
        "\uFF1D1+1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF201"
      })
  @DisplayName("A-126: what a spreadsheet would compute is text")
  void noCellIsAFormula(String cell) {
    assertEquals("\"'" + cell.replace("\"", "\"\"") + "\"\r\n", Csv.line(List.of(cell)));
  }

  @Test
  void leavesWhatIsHarmless() {
    assertEquals("\"a=b\",\"\",\"1-2\"\r\n", Csv.line(List.of("a=b", "", "1-2")));
  }
}
