package dev.avowry.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.stream.Collectors;

/** Says where a JSON body went wrong, without repeating what it contained. */
final class BadJson {
  private BadJson() {}

  static Refusal explain(JacksonException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return refused.refusal();
      }
    }
    return new Refusal(Reason.INVALID_REQUEST, sentence(broken));
  }

  private static String sentence(JacksonException broken) {
    if (broken instanceof UnrecognizedPropertyException unknown) {
      return "the member " + where(unknown) + " is not known here";
    }
    if (broken instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "the member " + where(mapping) + " is missing or not of the right type";
    }
    if (broken instanceof JsonProcessingException processing && processing.getLocation() != null) {
      return "the body is not valid JSON near line %d, column %d"
          .formatted(processing.getLocation().getLineNr(), processing.getLocation().getColumnNr());
    }
    return "the body is not valid JSON";
  }

  private static String where(JsonMappingException mapping) {
    String path =
        mapping.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.length() > 100 ? path.substring(0, 100) : path;
  }
}
