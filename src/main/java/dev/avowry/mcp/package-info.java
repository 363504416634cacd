/**
 * What agents can do here, as tools of the Model Context Protocol. Each is the operation of the
 * same name under {@code /v1}: by the same services, judged by the same table.
 *
 * <p>Read {@link dev.avowry.mcp.AgentTool} and {@link dev.avowry.mcp.Tools} first; then any {@link
 * dev.avowry.mcp.ToolSet}.
 */
@NullMarked
package dev.avowry.mcp;

import org.jspecify.annotations.NullMarked;
