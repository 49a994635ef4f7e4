using Telemetry.Tools.Cli;

return Tool.Run(args, ToolHost.ForProcess());
