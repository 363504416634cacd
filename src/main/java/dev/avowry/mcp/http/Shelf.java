package dev.avowry.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.mcp.Advice;
import dev.avowry.mcp.AgentTool;
import dev.avowry.mcp.Hints;
import dev.avowry.mcp.Tools;
import dev.avowry.web.http.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the protocol's server of the tools, and answers their calls. */
@Singleton
class Shelf {
  /** In characters of JSON: more than that a model does not read. */
  private static final int LONGEST = 262_144;

  private static final Refusal TOO_MUCH =
      new Refusal(
          Reason.TOO_LARGE, "what came of it is longer than %d characters".formatted(LONGEST));

  private final Tools tools;
  private final ToolManager server;
  private final CurrentVertxRequest current;
  private final ObjectMapper mapper;
  private final MeterRegistry meters;

  @Inject
  Shelf(
      Tools tools,
      ToolManager server,
      CurrentVertxRequest current,
      ObjectMapper mapper,
      MeterRegistry meters) {
    this.tools = tools;
    this.server = server;
    this.current = current;
    this.mapper = mapper;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    tools.all().forEach(this::offer);
  }

  private void offer(AgentTool tool) {
    server
        .newTool(tool.name())
        .setTitle(tool.title())
        .setDescription(tool.description())
        .setAnnotations(annotations(tool.title(), tool.hints()))
        .setInputSchema(new JsonObject(tool.takes().toJson()))
        .setOutputSchema(new JsonObject(tool.gives().toJson()))
        .setAsyncHandler(arguments -> answer(tool, arguments))
        .register();
  }

  private static ToolAnnotations annotations(String title, Hints hints) {
    return new ToolAnnotations(
        title, hints.readOnly(), hints.destructive(), hints.idempotent(), hints.openWorld());
  }

  private Uni<ToolResponse> answer(AgentTool tool, ToolArguments arguments) {
    RoutingContext context = current.getCurrent();
    Timer.Sample began = Timer.start(meters);
    return Visit.of(context)
        .map(visit -> tools.call(tool, arguments.args(), visit.caller()))
        .orElseThrow()
        .map(this::structured)
        .onFailure()
        .recoverWithItem(failure -> refused(Failures.refusal(failure, context)))
        .invoke(answer -> began.stop(timer(tool, answer)));
  }

  /** What came of it twice: as it is, and as text for clients that know no structure. */
  private ToolResponse structured(Object result) {
    try {
      String text = mapper.writeValueAsString(result);
      return text.length() > LONGEST
          ? refused(TOO_MUCH)
          : new ToolResponse(false, List.of(new TextContent(text)), new JsonObject(text), null);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what a tool gives has no form", impossible);
    }
  }

  private static ToolResponse refused(Refusal refusal) {
    return ToolResponse.error(Advice.of(refusal));
  }

  private Timer timer(AgentTool tool, ToolResponse answer) {
    return meters.timer(
        "avowry.mcp.calls", "tool", tool.name(), "outcome", answer.isError() ? "refused" : "done");
  }
}
