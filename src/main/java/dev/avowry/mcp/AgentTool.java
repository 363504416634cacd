package dev.avowry.mcp;

import dev.avowry.access.Admitted;
import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;

/**
 * Something that agents can do.
 *
 * @param name as the toolbox has it
 * @param title for humans
 * @param description for models: when to call it, and what comes of it
 * @param takes what arguments there may be; all others are refused
 * @param gives the form of what comes of it
 * @param act does it, for a caller whom the table has let
 */
public record AgentTool(
    String name,
    String title,
    String description,
    Hints hints,
    Schema.Struct takes,
    Schema.Struct gives,
    BiFunction<Arguments, Admitted, Uni<?>> act) {}
